//! What an export says when it cannot be written.

use super::messages;

messages! {
    unknown_kind(kind: &str) = "「{kind}」は書き出せません。種類は manabi export --help にあります", "\"{kind}\" is nothing that can be exported: manabi export --help names the kinds";
    needs_folder() = "all を CSV で書き出すにはフォルダーを -o で指定してください", "all as CSV needs a folder: name it with -o";
    lacking(characters: &str) = "cp932 にない文字があるので、書いていません: {characters}", "cp932 lacks these characters, and nothing was written: {characters}";
    hint_lossy() = "--encoding utf8-bom にするか、〓 に置きかえてよければ --lossy をつけてください", "choose --encoding utf8-bom, or add --lossy to put a filler in their place";
}
