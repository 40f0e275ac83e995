fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    match duration::parse(&text) {
        Ok(seconds) => println!("ringing in {seconds} seconds"),
        Err(error) => eprintln!("not a duration: {error:?}"),
    }
}
