//! Composition root: arguments, environment (read once, here), exit code.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use manabi::cli::{Environment, run};
use manabi::config::paths::PathVars;

fn main() -> ExitCode {
    manabi::shell::secrecy::keep_out_of_dumps();
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    ExitCode::from(run(&environment(), &args, &mut std::io::stdout(), &mut std::io::stderr()))
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment and the clock for it")]
fn environment() -> Environment {
    let text = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    let path = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let wall = chrono::Utc::now();
    Environment {
        paths: PathVars {
            manabi_home: path("MANABI_HOME"),
            xdg_data: path("XDG_DATA_HOME"),
            xdg_config: path("XDG_CONFIG_HOME"),
            xdg_state: path("XDG_STATE_HOME"),
        },
        home: path("HOME"),
        db: path("MANABI_DB"),
        now: text("MANABI_NOW"),
        redact: text("MANABI_REDACT").as_deref() == Some("1"),
        locale: ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(text),
        // The crate looks at the system's setting only; TZ goes before it.
        zone: text("TZ")
            .map(|tz| tz.trim_start_matches(':').to_owned())
            .filter(|tz| manabi::domain::Zone::named(tz).is_some())
            .or_else(|| iana_time_zone::get_timezone().ok()),
        no_color: text("NO_COLOR").is_some(),
        term: text("TERM"),
        term_program: text("TERM_PROGRAM"),
        color_term: text("COLORTERM"),
        ssh: text("SSH_TTY").is_some(),
        tmux: text("TMUX").is_some(),
        machine: std::fs::read_to_string("/etc/machine-id")
            .or_else(|_| std::fs::read_to_string("/etc/hostname"))
            .unwrap_or_default(),
        seed: u64::from(std::process::id())
            ^ wall.timestamp_nanos_opt().unwrap_or_default().unsigned_abs().rotate_left(17),
        wall,
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout_is_terminal: std::io::stdout().is_terminal(),
    }
}
