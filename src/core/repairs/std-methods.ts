/** Methods of the standard library that code uses most, of strings, numbers, collections, options, results and iterators. */
export const STD_METHODS: readonly string[] =
  `abs abs_diff all and and_then any append as_bytes as_deref as_mut as_ref as_slice as_str binary_search borrow borrow_mut
  bytes capacity ceil chain char_indices chars checked_add checked_div checked_mul checked_rem checked_sub chunks chunks_exact
  clamp clear clone cloned cmp collect concat contains contains_key copied copy_from_slice count dedup default drain
  ends_with entry enumerate eq_ignore_ascii_case err expect extend extend_from_slice fill filter filter_map find find_map
  first flat_map flatten floor flush fold for_each from_str get get_mut get_or_insert_with insert insert_str into into_bytes
  into_inner into_iter into_keys into_values is_alphabetic is_alphanumeric is_ascii is_ascii_digit is_char_boundary is_digit
  is_empty is_err is_none is_numeric is_ok is_some is_some_and is_whitespace iter iter_mut join keys last len lines lock map
  map_err max max_by_key min min_by_key mul_add next next_back nth ok ok_or ok_or_else or_default or_else or_insert
  or_insert_with parse partial_cmp partition peek peekable pop pop_back pop_front position pow powi product push push_back
  push_front push_str read_line read_to_string rem_euclid remove repeat replace reserve retain rev reverse rfind rotate_left
  rotate_right round rposition rsplit rsplit_once saturating_add saturating_mul saturating_sub scan skip skip_while sort
  sort_by sort_by_key sort_unstable splice split split_at split_first split_last split_off split_once split_terminator
  split_whitespace splitn sqrt starts_with step_by strip_prefix strip_suffix sum swap take take_while then then_some to_be_bytes
  to_digit to_le_bytes to_lowercase to_owned to_string to_uppercase to_vec trim trim_end trim_end_matches trim_matches
  trim_start trim_start_matches truncate try_from try_into unwrap unwrap_err unwrap_or unwrap_or_default unwrap_or_else
  unzip values values_mut windows with_capacity wrapping_add wrapping_mul wrapping_sub write write_all write_str zip`.split(
    /\s+/,
  );
