use strict;
use warnings;
use JSON::PP;
use XML::FeedPP;

my %answer;
for my $path (@ARGV) {
    my $feed = XML::FeedPP->new($path, -type => 'file', utf8_flag => 1);
    my @items = map { item($_) } $feed->get_item;
    my ($title, $link, $language) = ($feed->title, $feed->link, $feed->language);
    $answer{$path} = { title => $title, link => $link, language => $language, items => \@items };
}
print JSON::PP->new->utf8->encode(\%answer);

sub item {
    my $item = shift;
    my $tags = $item->category;
    return {
        id        => scalar $item->guid,
        title     => scalar $item->title,
        link      => scalar $item->link,
        published => scalar $item->pubDate,
        authors   => [eval { $item->author } // ()],    # it dies of several authors
        summary   => $item->get('summary') // $item->description,
        text      => $item->get('content:encoded') // $item->description,
        tags      => ref $tags ? $tags : [$tags // ()],
        enclosure => scalar $item->get('enclosure@url'),
    };
}
