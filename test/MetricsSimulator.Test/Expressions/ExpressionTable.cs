namespace MetricsSimulator.Test.Expressions;

/// <summary>Patterns and values that both this program and Prometheus are asked about.</summary>
internal static class ExpressionTable
{
    public static readonly string[] Values =
    [
        "", "a", "b", "ab", "abc", "A", "axxx", "xb", "a.b", "5", "42", "\u0663", "é", "É", "日本", "😀", "a b", "a_b", "a-b", "\u212a", "\u017f", "k", "s", "S",
        "foo123", "aaaaaaaaaa", "a\tb", "foo", "FOO", "claude-3-opus", "claude-3-haiku", "]", "^", "-", "{", "a{,2}", "\u00a0", "ß", "ẞ", "µ", "μ", "Å", "å", "θ", "ϴ", "Σ", "ς", "σ", "\\", "a$", "]]",
        "ǅ", "_", "\u20ac", "1e5", "aa", "aaa", "barfoo",
    ];

    public static readonly string[] Accepted =
    [
        "", "a", "a|b", "|a", "a||b", "(a|b)c", "(?:a|b)+", "a.b", "a\\.b", ".*", ".+", ".", "..", "a*", "a+?", "a??", "a{3}", "a{2,}", "a{2,3}", "a{0}", "a{0,1}b", "a{,2}", "{", "a{,2}|{",
        "\\d", "\\d+", "\\D", "\\w+", "\\W", "\\s", "\\S+", "[\\d]", "[^\\d]+", "[\\D]", "[[:alpha:]]+", "[[:^alpha:]]", "[^[:alpha:]]+", "[[:space:]a-b]+", "[[:word:]]*",
        "[a-c]+", "[^a-c]", "[]a]", "[^]a]", "[a\\]]", "[-a]", "[a-]+", "[a\\-b]+", "[\\^]", "^", "^a$", "a^", "$a", "(^a|b$)", "(?i)foo", "(?i:f)oo", "f(?i)oo", "(?i)k", "(?i)s",
        "(?i)[a-c]", "(?i)[^a-c]+", "(?i)é", "(?i)σ", "(?i)ς", "(?i)ß", "(?i)μ", "(?i)å", "(?i)ϑ", "(?i)[^ß]", "(?i)ǆ", "(?i)[[:upper:]]", "(?i)\\x{212a}", "(?-i)foo", "(?s).*", "(?s-i:.)", "(?U)a+", "(?im)A$", "(?m)^a$", "(?P<name>a)b", "(?P<n>a)(?P<n>b)", "(?)a",
        "\\Afoo\\z", "\\bfoo\\b", "foo\\B\\d+", ".*\\bb", "a\\bb", "\\x41", "\\x{e9}", "\\x{1F600}", "\\101", "\\07|a", "\\Qa.b\\E", "\\Q\\E", "\\Qab\\E+", "\\t|a\\tb", "\\_", "\\-", "\\\\",
        "\\pL", "\\PL", "\\p{L}+", "\\p{^L}", "\\P{^Lu}", "\\p{Nd}", "\\p{Lu}", "(?i)\\p{Lu}", "\\p{Sc}", "\\p{Lt}", "[\\pL\\d]+", "[^\\PL]", "\\p{Any}", "\\p{Greek}", "\\P{Latin}+", "\\p{^Han}", "[\\p{Han}\\p{Common}]+", "[^\\p{Greek}]", "(?i)\\p{Greek}", "(?i)\\P{Greek}", "(?i)\\p{Common}", "\\p{Arabic}", "\\p{Old_Italic}|b", "\\pZ", "\\pP", "\\p{So}",
        "claude-3-.*", "claude-(3-(opus|haiku))", "(((((a)))))b", "(a*)*", "(a|aa)+b", "(a?){10}a{10}", "(?:(?:a{10}){10}){10}|b", "[\u00a0-\u00ff]", "日.", "[日本]+", ".😀?", "(b|ba|bar)(foo|r)", "x*",
        "(()|a)b", "a*?|b",
    ];

    public static readonly string[] Refused =
    [
        "(", ")", "a)|(b", "(a", "a)", "((a)", "[", "[a", "[]", "[^]", "[b-a]", "[a-\\d]", "[[:foo:]]", "[[:alpha:", "*", "+a", "?", "|*", "(*)", "(+a)", "a**", "a*+", "a+*", "a??+", "a{2}{3}", "a{2}*",
        "{2}", "a{1001}", "a{2,1}", "a{1,1001}", "(?:a{100}){11}", "((a{10}){10}){11}", "a{99999999999}", "\\", "a\\", "\\1", "(a)\\1", "\\8", "\\q", "\\y", "\\é", "\\Z", "\\G", "\\e", "\\cA", "\\E", "\\u0041",
        "[\\b]", "[\\z]", "\\x", "\\x4", "\\xg0", "\\x{}", "\\x{110000}", "\\x{41", "\\p", "\\p{", "\\p{Foo}", "\\p{greek}", "\\p{Greek }", "\\p{}", "\\p{IsGreek}", "\\pX", "\\C", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?>a)", "(?#a)",
        "(?x)a", "(?n)a", "(?a)", "(?i", "(?", "(?-)", "(?i-)", "(?--i)a", "(?P<>a)", "(?P<n", "(?P<n-m>a)", "(?P=n)", "(?'n'a)", "(?(1)a|b)", "(?:a", "a++", "a*{2}",
    ];
}
