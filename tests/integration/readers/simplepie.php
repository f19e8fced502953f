<?php
error_reporting(E_ALL & ~E_DEPRECATED);
require 'simplepie/autoloader.php';

// SimplePie 1.3 builds its own table of months in a way that PHP 8 refuses.
class Dates extends SimplePie_Parse_Date
{
    public function __construct() {}
    public static function get($class = null) { return new self(); }
    public function parse($date) { return strtotime($date); }
}

// Whatever it gives is HTML.
function plain($html) { return html_entity_decode($html ?? '', ENT_QUOTES | ENT_HTML5); }

$answer = [];
foreach (array_slice($argv, 1) as $path) {
    $feed = new SimplePie();
    $feed->get_registry()->register('Parse_Date', Dates::class);
    $feed->set_raw_data(file_get_contents($path));
    $feed->enable_cache(false);
    $feed->enable_order_by_date(false);
    if (!$feed->init()) {
        exit($feed->error());
    }
    $atom = $feed->get_type() & SIMPLEPIE_TYPE_ATOM_ALL;
    $items = [];
    foreach ($feed->get_items() as $item) {
        $items[] = [
            'id' => $item->get_id(),
            'title' => plain($item->get_title()),
            'link' => $item->get_permalink(),
            'published' => $item->get_gmdate('Y-m-d\TH:i:s\Z'),
            'updated' => $item->get_updated_gmdate('Y-m-d\TH:i:s\Z'),
            'authors' => array_map(fn($author) => plain($author->get_name()), $item->get_authors() ?? []),
            'summary' => $atom ? plain($item->get_description(true)) : $item->get_description(true),
            'text' => $item->get_content(),
            'tags' => array_map(fn($category) => plain($category->get_label()), $item->get_categories() ?? []),
            'enclosure' => $item->get_enclosure()?->get_link(),
        ];
    }
    $answer[$path] = [
        'title' => plain($feed->get_title()),
        'link' => $feed->get_permalink(),
        'language' => $feed->get_language(),
        'items' => $items,
    ];
}
echo json_encode($answer, JSON_THROW_ON_ERROR);
