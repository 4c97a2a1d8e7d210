//! Files as somebody names them on the screen.

use std::path::PathBuf;

use super::{Asked, Sheets, Unread};
use crate::programme::Library;
use crate::request::import::Wish;
use crate::text::dropped;

/// What the screen has to know of the disk to read files for somebody.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// What a leading `~` stands for.
    pub home: Option<PathBuf>,
    /// Where the programme files of the user's own are.
    pub programmes: PathBuf,
    /// The configured programme.
    pub programme: Option<String>,
}

impl Desk {
    /// Reads the files of a wish.
    pub fn read(&self, wish: &Wish) -> Result<Sheets, Unread> {
        let library = Library::new(crate::config::paths::programme_files(&self.programmes));
        let asked = Asked {
            paths: &self.paths(&wish.line),
            kind: None,
            today: wish.today,
            library: &library,
            saves_rejected: wish.partial && !wish.dry_run,
        };
        Sheets::read(&asked)
    }

    /// The files that a line means. One that stands there as it was typed is one, whatever blanks its name has.
    fn paths(&self, line: &str) -> Vec<PathBuf> {
        let whole = self.at_home(line.trim());
        if !line.trim().is_empty() && whole.is_file() {
            return vec![whole];
        }
        dropped::paths(line).iter().map(|path| self.at_home(path)).collect()
    }

    fn at_home(&self, path: &str) -> PathBuf {
        match (path.strip_prefix('~'), &self.home) {
            (Some(""), Some(home)) => home.clone(),
            (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
            _ => PathBuf::from(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_means_the_file_that_is_there_and_a_tilde_the_home() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my roster.csv");
        std::fs::write(&file, "a").unwrap();
        let desk = Desk { home: Some(folder.path().to_path_buf()), ..Desk::default() };
        assert_eq!(desk.paths(" ~/my roster.csv "), std::slice::from_ref(&file));
        assert_eq!(desk.paths(r"~/my\ roster.csv ~/b.csv"), [file, folder.path().join("b.csv")]);
        assert_eq!(desk.paths("~m/a.csv"), [PathBuf::from("~m/a.csv")]);
        assert!(desk.paths("  ").is_empty());
    }
}
