use courier_mailbox::Mailboxes;
use courier_protocol::Message;

/// Runs a script and returns what it prints.
pub fn run(script: &str) -> String {
    let mut mailboxes = Mailboxes::new();
    let mut output = String::new();
    for line in script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let printed = run_line(line, &mut mailboxes);
        if !printed.is_empty() {
            output.push_str(&printed);
            output.push('\n');
        }
    }
    output
}

/// Runs one line and returns the lines it prints.
fn run_line(line: &str, mailboxes: &mut Mailboxes) -> String {
    let mut words = line.splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some("send"), Some(recipient), Some(text)) => {
            mailboxes.put(Message::new(recipient, text));
            String::new()
        }
        (Some("take"), Some(recipient), None) => match mailboxes.take(recipient) {
            Some(message) => format!("{recipient}: {}", message.text()),
            None => format!("{recipient} has no messages"),
        },
        (Some("count"), None, None) => {
            let waiting = mailboxes
                .recipients()
                .map(|name| (name, mailboxes.len(name)));
            waiting
                .map(|(name, count)| format!("{name} {count}"))
                .collect::<Vec<_>>()
                .join("\n")
        }
        _ => format!("cannot run '{line}'"),
    }
}
