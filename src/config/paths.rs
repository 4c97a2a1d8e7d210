//! Where things are kept: `MANABI_HOME` moves all of it together, else the platform's folders (the XDG ones where they
//! are set).

use std::path::{Path, PathBuf};

/// What of the environment decides about paths; read once, in `main`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathVars {
    pub manabi_home: Option<PathBuf>,
    pub xdg_data: Option<PathBuf>,
    pub xdg_config: Option<PathBuf>,
    pub xdg_state: Option<PathBuf>,
}

/// The folders and files of this user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub data: PathBuf,
    pub config: PathBuf,
    pub state: PathBuf,
}

impl Paths {
    /// `None` when the system does not say where a home is.
    pub fn new(vars: &PathVars) -> Option<Self> {
        if let Some(home) = &vars.manabi_home {
            return Some(Self { data: home.join("data"), config: home.join("config"), state: home.join("state") });
        }
        let system = directories::ProjectDirs::from("", "", "manabi");
        let of = |xdg: &Option<PathBuf>, fall_back: Option<PathBuf>| {
            xdg.as_ref().filter(|p| p.is_absolute()).map(|p| p.join("manabi")).or(fall_back)
        };
        let data = of(&vars.xdg_data, system.as_ref().map(|s| s.data_dir().to_path_buf()))?;
        let config = of(&vars.xdg_config, system.as_ref().map(|s| s.config_dir().to_path_buf()))?;
        let state = system.as_ref().map(|s| s.state_dir().unwrap_or_else(|| s.data_local_dir()).to_path_buf());
        Some(Self { data, config, state: of(&vars.xdg_state, state)? })
    }

    /// The trainer's own file.
    pub fn database(&self) -> PathBuf {
        self.data.join("manabi.db")
    }
    /// The practice day, made anew at every `manabi demo`.
    pub fn practice(&self) -> PathBuf {
        self.state.join("practice.db")
    }
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }
    /// Programme files of the user's own.
    pub fn programmes(&self) -> PathBuf {
        self.config.join("programmes")
    }
    /// Folders in which the user's own dictionary of the input method SKK may lie, beside those of this program.
    pub fn skk(&self) -> Vec<PathBuf> {
        [&self.data, &self.config].into_iter().filter_map(|own| own.parent()).map(|own| own.join("skk")).collect()
    }
    /// What a terminal answered last time, crash files.
    pub fn state_file(&self, name: &str) -> PathBuf {
        self.state.join(name)
    }
}

/// The user's own programme files; one that cannot be read is left out here and told by `programme list`.
pub fn programme_files(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<PathBuf> =
        entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "md")).collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).ok()?;
            Some((path.file_name()?.to_string_lossy().into_owned(), text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_variable_moves_everything() {
        let vars = PathVars { manabi_home: Some("/usb".into()), xdg_data: Some("/x".into()), ..PathVars::default() };
        let paths = Paths::new(&vars).unwrap();
        assert_eq!(paths.database(), PathBuf::from("/usb/data/manabi.db"));
        assert_eq!(paths.practice(), PathBuf::from("/usb/state/practice.db"));
        assert_eq!(paths.programmes(), PathBuf::from("/usb/config/programmes"));
    }

    #[test]
    fn xdg_folders_count_where_they_are_set() {
        let vars =
            PathVars { xdg_data: Some("/d".into()), xdg_config: Some("not/absolute".into()), ..PathVars::default() };
        let paths = Paths::new(&vars).unwrap();
        assert_eq!(paths.database(), PathBuf::from("/d/manabi/manabi.db"));
        assert_eq!(paths.skk()[0], PathBuf::from("/d/skk"));
        assert_ne!(paths.config, PathBuf::from("not/absolute/manabi"));
    }
}
