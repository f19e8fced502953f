<?php

/*
 * In an extension of yours: Configuration/TCA/Overrides/tx_news_domain_model_news.php
 */

use Cobweb\ExternalImport\Transformation\DateTimeTransformation;

(static function (): void {
    $news = &$GLOBALS['TCA']['tx_news_domain_model_news'];
    $base = 'https://international.example.edu/feeds/collections';
    // The default language has the smaller priority and comes first. The last numbers are TYPO3's of each language, and four fifths
    // of how many entries there are today.
    foreach ([['en', 10, 0, 20], ['de', 20, 1, 20]] as [$language, $priority, $number, $minimum]) {
        $index = 'knowledge_networks_' . $language;
        $date = [10 => ['userFunction' => ['class' => DateTimeTransformation::class, 'method' => 'parseDate']]];
        $news['external']['general'][$index] = [
            'connector' => 'json',
            'parameters' => ['uri' => $base . '/' . $language . '/news.json'],
            'data' => 'array',
            'arrayPath' => 'entries',
            'referenceUid' => 'import_id',
            'group' => 'knowledge_networks',
            'priority' => $priority,
            'pid' => 42,
            'enforcePid' => true,
            'whereClause' => 'sys_language_uid = ' . $number,
            'minimumRecords' => $minimum,
            'updateSlugs' => true,
            'description' => 'Knowledge networks: news in ' . $language,
        ];
        $columns = [
            'import_id' => ['field' => 'uid'],
            'import_source' => ['transformations' => [10 => ['value' => 'knowledge_networks']]],
            'sys_language_uid' => ['transformations' => [10 => ['value' => $number]]],
            'title' => ['field' => 'title'],
            'teaser' => ['field' => 'summary'],
            'bodytext' => ['field' => 'content_html'],
            'datetime' => ['field' => 'date_published', 'transformations' => $date],
            'endtime' => ['field' => 'date_expires', 'transformations' => $date],
        ];
        if ($number > 0) {
            $columns['l10n_parent'] = [
                'arrayPath' => 'translations/0/uid',
                'transformations' => [10 => ['mapping' => [
                    'table' => 'tx_news_domain_model_news',
                    'referenceField' => 'import_id',
                    'whereClause' => 'sys_language_uid = 0',
                    'default' => 0,
                ]]],
            ];
        }
        foreach ($columns as $column => $external) {
            $news['columns'][$column]['external'][$index] = $external;
            $news['columns'][$column]['config'] ??= ['type' => 'passthrough'];
        }
    }
})();
