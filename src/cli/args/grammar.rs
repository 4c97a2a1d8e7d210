//! What may be written on the command line, and the help that says so.

use std::path::PathBuf;

use clap::{Arg, ArgAction};

use crate::i18n::{Lang, cli};
use crate::shell::intake::words::columns;
use crate::text::wrap::Wrapped;

/// Headings, usage and the words of the help itself in the language of the rest.
fn in_words(command: clap::Command, l: Lang, path: &str) -> clap::Command {
    let positionals: Vec<String> = command.get_positionals().map(ToString::to_string).collect();
    let commands = command.has_subcommands();
    let required = command.is_subcommand_required_set();
    let mut usage = format!("{path} [{}]", cli::word_options(l));
    let mut template = format!("{{about-with-newline}}\n{}: {{usage}}\n", cli::head_usage(l));
    if !positionals.is_empty() {
        usage = format!("{usage} {}", positionals.join(" "));
        template = format!("{template}\n{}:\n{{positionals}}\n", cli::head_arguments(l));
    }
    if commands {
        let word = cli::word_command(l);
        usage = if required { format!("{usage} <{word}>") } else { format!("{usage} [{word}]") };
        template = format!("{template}\n{}:\n{{subcommands}}\n", cli::head_commands(l));
    }
    template = format!("{template}\n{}:\n{{options}}{{after-help}}", cli::head_options(l));
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(cli::opt_help(l));
    // What may be chosen stands in the sentence of the option.
    command
        .disable_help_flag(true)
        .arg(help)
        .mut_args(|arg| {
            let takes = arg.get_action().takes_values();
            arg.hide_possible_values(takes).hide_default_value(takes)
        })
        .override_usage(usage)
        .help_template(template)
        .mut_subcommands(|sub| {
            let path = format!("{path} {}", sub.get_name());
            in_words(sub, l, &path)
        })
}

/// Lines of a help at most as wide as a terminal, each below its first set in.
fn wrapped(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        for (n, row) in Wrapped::to_read(line, 76).rows().enumerate() {
            text.push_str(if n == 0 { "\n" } else { "\n  " });
            text.push_str(row.text.trim_end());
        }
    }
    text
}

pub(super) fn command(l: Lang) -> clap::Command {
    in_words(plain_command(l), l, "manabi")
}

fn plain_command(l: Lang) -> clap::Command {
    let global = |name: &'static str, help: &'static str| Arg::new(name).long(name).global(true).help(help);
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let path = || clap::value_parser!(PathBuf);
    let date = || Arg::new("date").long("date").value_name("D").help(cli::opt_date(l));
    clap::Command::new("manabi")
        .version(env!("CARGO_PKG_VERSION"))
        .about(cli::about(l))
        .after_help(cli::examples(l))
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help(cli::opt_version(l)))
        .arg(global("db", cli::opt_db(l)).value_name("FILE").value_parser(path()))
        .arg(global("config", cli::opt_config(l)).value_name("FILE").value_parser(path()))
        .arg(global("lang", cli::opt_lang(l)).value_parser(["ja", "en"]))
        .arg(global("trainer", cli::opt_trainer(l)).value_name("NAME"))
        .arg(global("now", cli::opt_now(l)).value_name("RFC3339"))
        .arg(global("color", cli::opt_color(l)).value_parser(["auto", "always", "never"]))
        .arg(flag("redact", cli::opt_redact(l)).global(true))
        .subcommand(
            clap::Command::new("demo")
                .about(cli::cmd_demo(l))
                .arg(
                    Arg::new("preset")
                        .long("preset")
                        .value_parser(["morning", "evening"])
                        .default_value("morning")
                        .help(cli::opt_preset(l)),
                )
                .arg(flag("no-screen", cli::opt_no_screen(l))),
        )
        .subcommand(
            clap::Command::new("rehearse")
                .about(cli::cmd_rehearse(l))
                .allow_missing_positional(true)
                .arg(Arg::new("programme").value_name("PROGRAMME").help(cli::opt_rehearse_programme(l)))
                .arg(Arg::new("number").value_name("N").required(true).help(cli::opt_rehearse_number(l)))
                .arg(flag("no-screen", cli::opt_no_screen(l))),
        )
        .subcommand(
            clap::Command::new("import")
                .about(cli::cmd_import(l))
                .after_help(wrapped(&columns(l)))
                .arg(
                    Arg::new("paths")
                        .value_name("PATH")
                        .required(true)
                        .num_args(1..)
                        .value_parser(path())
                        .help(cli::opt_paths(l)),
                )
                .arg(
                    Arg::new("kind")
                        .long("kind")
                        .value_parser(["roster", "schedule", "sessions", "readings", "programme"])
                        .help(cli::opt_kind(l)),
                )
                .arg(flag("dry-run", cli::opt_dry_run(l)))
                .arg(flag("partial", cli::opt_partial(l)))
                .arg(flag("json", cli::opt_json(l))),
        )
        .subcommand(
            clap::Command::new("export")
                .about(cli::cmd_export(l))
                .arg(Arg::new("kind").value_name("KIND").required(true).help(cli::opt_export_kind(l)))
                .arg(
                    Arg::new("format")
                        .long("format")
                        .value_parser(["csv", "json"])
                        .default_value("csv")
                        .help(cli::opt_format(l)),
                )
                .arg(
                    Arg::new("output")
                        .short('o')
                        .long("output")
                        .value_name("FILE")
                        .value_parser(path())
                        .help(cli::opt_output(l)),
                )
                .arg(
                    Arg::new("encoding")
                        .long("encoding")
                        .value_parser(["utf8", "utf8-bom", "cp932"])
                        .default_value("utf8-bom")
                        .help(cli::opt_encoding(l)),
                )
                .arg(flag("lossy", cli::opt_lossy(l))),
        )
        .subcommand(
            clap::Command::new("today").about(cli::cmd_today(l)).arg(date()).arg(flag("json", cli::opt_json(l))),
        )
        .subcommand(
            clap::Command::new("review").about(cli::cmd_review(l)).arg(date()).arg(flag("json", cli::opt_json(l))),
        )
        .subcommand(
            clap::Command::new("show")
                .about(cli::cmd_follow(l))
                .arg(flag("practice", cli::opt_show_practice(l)).conflicts_with("db")),
        )
        .subcommand(
            clap::Command::new("programme")
                .about(cli::cmd_programme(l))
                .after_help(format!("\n{}", cli::programme_form(l)))
                .subcommand_required(true)
                .disable_help_subcommand(true)
                .subcommand(
                    clap::Command::new("check").about(cli::cmd_check(l)).arg(
                        Arg::new("files")
                            .value_name("FILE")
                            .required(true)
                            .num_args(1..)
                            .value_parser(path())
                            .help(cli::opt_files(l)),
                    ),
                )
                .subcommand(clap::Command::new("list").about(cli::cmd_list(l)).arg(flag("json", cli::opt_json(l))))
                .subcommand(
                    clap::Command::new("show")
                        .about(cli::cmd_show(l))
                        .arg(Arg::new("id").value_name("ID").required(true).help(cli::opt_id(l)))
                        .arg(Arg::new("session").long("session").value_name("N").help(cli::opt_session(l)))
                        .arg(flag("file", cli::opt_file(l)).conflicts_with("session")),
                ),
        )
        .subcommand(clap::Command::new("paths").about(cli::cmd_paths(l)).arg(flag("json", cli::opt_json(l))))
}
