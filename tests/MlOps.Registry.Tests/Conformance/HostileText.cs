namespace MlOps.Registry.Conformance;

/// <summary>Texts that somebody sends where a name is expected, to get at something else.</summary>
internal static class HostileText
{
    public static IReadOnlyList<string> All { get; } =
    [
        // Nothing, and almost nothing.
        "", " ", ".", "..", "-", "_", "\t", "\u200b", "\ufeff",

        // Up and out, by either slash, and inside.
        "../x", "../../etc/passwd", "x/../../y", "..\\x", "..\\..\\windows\\win.ini", "..;/x", "....//x", "a/b", "a\\b", "a/", "/a", "./a", "a/.", "a..b", "a/..", "..a", "a..",

        // The same encoded once and twice, in other alphabets, and too long in UTF-8.
        "%2e%2e%2fx", "%2e%2e/x", "..%2fx", "..%5cx", "%252e%252e%252fx", "..%252fx", "%c0%ae%c0%ae%c0%afx", "%u2215x", "a%00b", "a%", "&#46;&#46;/x",
        "．．／x", "‥/x", "a∕b", "a⧵b",

        // Places of their own: absolute, drives, shares, devices, addresses, fragments.
        "/etc/passwd", "\\x", "c:", "c:x", "c:\\x", "C:/x", "\\\\host\\share", "//host/share", "\\\\?\\C:\\x", "\\\\.\\pipe\\x", "~", "~/x", "~root",
        "file:///x", "file:x", "http://x", "s3://x/y", "jar:file:/x!/y", "a#b", "a?b", "a:b", "a::$DATA", "$HOME", "${HOME}", "%TEMP%", "`id`", "$(id)",

        // What ends a text early, a line, or a command.
        "\0", "a\0b", "a\0", "../x\0.txt", "a\nb", "a\r\nb", "a\u0085b", "a\u2028b", "\u001b[2J", "a\u202eb", "a'; DROP TABLE versions; --", "a\"b", "a|b", "a;b", "a&b", "a<b", "a>b", "a*", "a?",

        // Devices of Windows, and what it takes off the end of a name.
        "con", "prn", "aux", "nul", "nul.txt", "com1", "com1.tar.gz", "lpt9.zip", "com¹", "CON", "conin$", "clock$", "a ", "a.", "a. .", " a", "a\t", ".a", "a-", "-a", "_a", "a_",

        // Twins of a name that is taken.
        "Income", "INCOME", "ıncome", "incomе", "incomé", "income\u0301", "income\u200d", "ｉncome", "٣", "ß", "😀", "\ud800",

        // Entries of an archive.
        "../evil.dll", "models/../../evil.dll", "META-INF/../x", "a.zip!/x", "a.zip#x", "__MACOSX/._a", "a/./b", "a//b",

        // Too long, and much too long.
        new('a', 101), new('a', 10_000), string.Concat(Enumerable.Repeat("../", 5000)),
    ];
}
