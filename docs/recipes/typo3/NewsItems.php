<?php

declare(strict_types=1);

/**
 * What the NewsImportService of EXT:news takes, made of a collection. Give it the default language first:
 *
 *     $service->import(NewsItems::of($collection, language: 0, pid: 42));
 */
final class NewsItems
{
    private const SOURCE = 'knowledge_networks';

    /**
     * @param array $collection collections/LANG/news.json
     * @param int $language TYPO3's number of its language; 0 is the default
     * @param int $fewest what there are at least; fewer are taken for a mistake
     */
    public static function of(array $collection, int $language, int $pid, int $fewest = 1): array
    {
        $entries = $collection['entries'];
        if (count($entries) !== $collection['count'] || count($entries) < $fewest) {
            throw new RuntimeException('the collection was cut short, or is suspiciously small');
        }
        return array_map(static fn (array $entry): array => self::item($entry, $language, $pid), $entries);
    }

    private static function item(array $entry, int $language, int $pid): array
    {
        return [
            'import_source' => self::SOURCE,
            'import_id' => $entry['uid'],
            'sys_language_uid' => $language,
            // The parent's import_id: the default language stands first among the translations.
            'l10n_parent' => $language === 0 ? 0 : $entry['translations'][0]['uid'] ?? 0,
            'pid' => $pid,
            'hidden' => 0,
            'type' => 0,
            'tstamp' => strtotime($entry['date_modified']),
            'crdate' => strtotime($entry['date_published']),
            'datetime' => strtotime($entry['date_published']),
            'archive' => 0,
            'title' => $entry['title'],
            'teaser' => $entry['summary'] ?? '',
            'description' => $entry['summary'] ?? '',
            'bodytext' => $entry['content_html'],
            'keywords' => implode(',', $entry['tags']),
            'author' => implode(', ', array_column($entry['authors'], 'name')),
            'author_email' => '',
            'path_segment' => basename(parse_url($entry['url'], PHP_URL_PATH)),
            'starttime' => 0,
            'endtime' => 0,
            'sorting' => $entry['weight'],
            'categories' => [],
            'content_elements' => '',
            'internalurl' => '',
            'externalurl' => '',
            'media' => [],
            'related_files' => [],
            'related_links' => [],
        ];
    }
}
