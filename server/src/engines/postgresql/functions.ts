/**
 * What `pg_proc.provolatile` says of functions that defaults and generated columns use, read from PostgreSQL 18 (a name with
 * one volatile variant is volatile), and of the functions of uuid-ossp, pgcrypto, pg_trgm, unaccent and hstore.
 * https://www.postgresql.org/docs/18/xfunc-volatility.html
 */
export function volatilityOf(name: string): 'volatile' | 'not volatile' | 'unknown' {
  if (volatile.has(name)) return 'volatile';
  return stable.has(name) ? 'not volatile' : 'unknown';
}

/** One result for each row. */
const volatile = words(`
  array_sample array_shuffle clock_timestamp current_query currval gen_random_bytes gen_random_uuid gen_salt lastval
  lo_creat lo_create lo_from_bytea nextval pg_advisory_unlock pg_advisory_unlock_shared pg_database_size pg_notify
  pg_relation_size pg_sleep pg_table_size pg_total_relation_size pg_try_advisory_lock pg_try_advisory_lock_shared
  pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared random random_normal set_config setval timeofday
  ts_rewrite txid_status uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7
`);

/** Stable or immutable: one result for the whole statement. */
const stable = words(`
  abs acos acosd acosh age akeys area armor array_append array_cat array_dims array_fill array_length array_lower
  array_ndims array_position array_positions array_prepend array_remove array_replace array_reverse array_sort
  array_to_json array_to_string array_to_tsvector array_upper ascii asin asind asinh atan atan2 atan2d atand atanh
  avals bit bit_count bit_length bool btrim bytea cardinality casefold cbrt ceil ceiling char char_length
  character_length chr cidr circle col_description concat concat_ws convert convert_from convert_to cos cosd cosh
  cot cotd crc32 crc32c crypt current_database current_schema current_schemas current_setting current_user date
  date_add date_bin date_part date_subtract date_trunc datemultirange daterange dearmor decode degrees digest div
  encode enum_first enum_last enum_range erf erfc exp extract factorial float4 float8 floor format format_type gamma
  gcd get_bit get_byte get_current_ts_config getdatabaseencoding hashtext hashtextextended height hmac host hstore
  icu_unicode_version initcap int2 int4 int4multirange int4range int8 int8multirange int8range interval
  is_normalized isempty isfinite json_array_length json_build_array json_build_object json_object
  json_populate_record json_strip_nulls json_to_record json_to_tsvector json_typeof jsonb_array_length
  jsonb_build_array jsonb_build_object jsonb_insert jsonb_object jsonb_path_exists jsonb_path_exists_tz
  jsonb_path_match jsonb_path_match_tz jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first
  jsonb_path_query_first_tz jsonb_populate_record jsonb_populate_record_valid jsonb_pretty jsonb_set jsonb_set_lax
  jsonb_strip_nulls jsonb_to_record jsonb_to_tsvector jsonb_typeof justify_days justify_hours justify_interval lcm
  left length lgamma like ln log log10 lower lower_inc lower_inf lpad ltrim macaddr macaddr8 macaddr8_set7bit
  make_date make_interval make_time make_timestamp make_timestamptz masklen md5 min_scale mod money multirange name
  inet_client_addr inet_client_port inet_server_addr inet_server_port pg_backend_pid pg_get_serial_sequence
  pg_get_userbyid pg_postmaster_start_time
  netmask network normalize now num_nonnulls num_nulls numeric nummultirange numrange obj_description octet_length
  oid oidvectortypes overlaps overlay parse_ident path pg_basetype pg_client_encoding pg_current_snapshot
  pg_current_xact_id pg_current_xact_id_if_assigned pg_size_bytes pg_size_pretty pg_typeof phraseto_tsquery pi
  plainto_tsquery point polygon position pow power querytree quote_ident quote_literal quote_nullable radians radius
  range_merge regclass regexp_count regexp_instr regexp_like regexp_match regexp_replace regexp_split_to_array
  regexp_substr repeat replace reverse right round row_to_json rpad rtrim scale session_user set_bit set_byte
  set_masklen setweight sha224 sha256 sha384 sha512 sign similar_escape similar_to_escape similarity sin sind sinh
  slice split_part sqrt statement_timestamp string_to_array strip strpos substr substring system_user tan tand tanh
  text time timestamp timestamptz timetz timezone to_ascii to_bin to_char to_date to_hex to_json to_jsonb to_number
  to_oct to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole
  to_regtype to_regtypemod to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim_array trim_scale
  trunc ts_delete ts_filter ts_headline ts_lexize ts_rank ts_rank_cd tsmultirange tsquery_phrase tsrange
  tstzmultirange tstzrange tsvector_to_array txid_current txid_current_if_assigned txid_current_snapshot unaccent
  unicode_assigned unicode_version unistr upper upper_inc upper_inf uuid_extract_timestamp uuid_extract_version
  uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500 varbit varchar version
  websearch_to_tsquery width width_bucket word_similarity xid xml xml_is_well_formed xml_is_well_formed_content
  xml_is_well_formed_document xmlcomment xmlexists xmltext xmlvalidate xpath xpath_exists
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
