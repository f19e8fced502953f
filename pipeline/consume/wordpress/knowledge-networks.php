<?php
/**
 * Plugin Name: Knowledge Networks
 * Description: Remembers which entry each page and file stands for that `pipeline push wordpress` made.
 * Version: 1.0
 *
 * It belongs in wp-content/mu-plugins/. It makes no page, changes none and asks for nothing.
 */

namespace Knowledge_Networks;

/** The entry of a page, or the digest of a file. */
const UID = '_knowledge_networks_uid';
/** What was sent, and a fingerprint of what WordPress made of it. */
const RECORD = '_knowledge_networks_record';

add_action( 'rest_api_init', function () {
	$string = [ 'type' => 'string', 'maxLength' => 1000 ];
	$schema = [
		'type'                 => 'object',
		'context'              => [ 'edit' ], // those who may edit the page see it, and nobody else
		'additionalProperties' => false,
		'properties'           => [
			'uid'          => $string,
			'digest'       => $string,
			'language'     => $string,
			'translations' => [ 'type' => 'object', 'additionalProperties' => $string ],
			'media'        => [ 'type' => 'array', 'items' => [ 'type' => 'integer' ] ],
			'edited'       => [ 'type' => 'boolean', 'readonly' => true ],
		],
	];
	foreach ( get_post_types( [ 'public' => true, 'show_in_rest' => true ] ) as $type ) {
		register_rest_field( $type, 'knowledge_networks', [
			'get_callback'    => fn( $post ) => read( get_post( $post['id'] ) ),
			'update_callback' => fn( $record, $post ) => write( get_post( $post->ID ), $record ),
			'schema'          => $schema,
		] );
		// ?knowledge_networks=1 lists what has a record and nothing else.
		add_filter( "rest_{$type}_query", fn( $query, $request ) => $request['knowledge_networks'] ? [ 'meta_key' => UID ] + $query : $query, 10, 2 );
		// The uid comes with the page itself, so that no page is ever without it, not even if PHP is stopped.
		add_filter( "rest_pre_insert_{$type}", function ( $post, $request ) {
			if ( ! is_wp_error( $post ) && isset( $request['knowledge_networks']['uid'] ) ) {
				$post->meta_input = [ UID => $request['knowledge_networks']['uid'] ];
			}
			return $post;
		}, 10, 2 );
	}
} );

// An entry gets one page, however often it is asked for: when an answer is lost on its way, the command asks again.
add_filter( 'rest_request_before_callbacks', function ( $response, $handler, $request ) {
	global $wpdb;
	$uid = $request->get_method() === 'POST' && ! isset( $request['id'] ) ? $request['knowledge_networks']['uid'] ?? '' : '';
	if ( is_wp_error( $response ) || ! is_string( $uid ) || $uid === '' || ! current_user_can( 'edit_posts' ) ) {
		return $response;
	}
	$lock = $wpdb->prepare( 'SELECT GET_LOCK(%s, 30)', md5( DB_NAME . $wpdb->prefix . $uid ) ); // held until the request ends
	if ( ! $wpdb->get_var( $lock ) ) {
		return new \WP_Error( 'knowledge_networks_busy', 'Another request makes it.', [ 'status' => 503 ] );
	}
	$id = (int) $wpdb->get_var( $wpdb->prepare( "SELECT MIN(post_id) FROM $wpdb->postmeta WHERE meta_key = %s AND meta_value = %s", UID, $uid ) );
	return $id ? new \WP_Error( 'knowledge_networks_exists', 'It is there already.', [ 'status' => 409, 'id' => $id ] ) : $response;
}, 10, 3 );

// Pages have no excerpt otherwise, and an entry's summary no place.
add_action( 'init', fn() => add_post_type_support( 'page', 'excerpt' ) );

// WordPress has browsers without some character, an arrow say, fetch a picture of it from another host. Not on our pages.
add_action( 'wp', fn() => record() && remove_action( 'wp_head', 'print_emoji_detection_script', 7 ) );

// A page says in its head which language it is in, and where its translations are.
add_filter( 'language_attributes', function ( $attributes ) {
	$language = record()['language'] ?? '';
	return $language ? preg_replace( '/\blang="[^"]*"/', 'lang="' . esc_attr( $language ) . '"', $attributes ) : $attributes;
} );
add_action( 'wp_head', function () {
	$record = record();
	$others = $record['translations'] ?? [];
	foreach ( $others ? [ $record['language'] => get_permalink() ] + $others : [] as $language => $url ) {
		printf( '<link rel="alternate" hreflang="%s" href="%s" />' . "\n", esc_attr( $language ), esc_url( $url ) );
	}
} );

function record(): array {
	return is_singular() ? get_post_meta( get_queried_object_id(), RECORD, true ) ?: [] : [];
}

function read( \WP_Post $post ): array {
	$record = get_post_meta( $post->ID, RECORD, true ) ?: [];
	return [
		'uid'    => get_post_meta( $post->ID, UID, true ),
		'digest' => $record['digest'] ?? '',
		'media'  => $record['media'] ?? [],
		'edited' => isset( $record['stored'] ) && $record['stored'] !== fingerprint( $post ),
	];
}

function write( \WP_Post $post, array $record ): void {
	unset( $record['uid'] );
	update_post_meta( $post->ID, RECORD, wp_slash( $record + [ 'stored' => fingerprint( $post ) ] ) );
}

/** What somebody could change by hand. */
function fingerprint( \WP_Post $post ): string {
	$status = $post->post_status === 'future' ? 'publish' : $post->post_status; // WordPress publishes by itself what is due
	$alt    = get_post_meta( $post->ID, '_wp_attachment_image_alt', true );
	return md5( wp_json_encode( [ $post->post_title, $post->post_content, $post->post_excerpt, $post->post_name, $status, (int) $post->post_parent, (int) get_post_thumbnail_id( $post ), $alt ] ) );
}
