using System.Text;

namespace Gyrus.Fuzz.Damage;

/// <summary>Texts that break what treats names as markup, as numbers, as parts of a path or as messages to a terminal.</summary>
internal static class HostileText
{
    public static readonly string[] Names =
    [
        "a",
        "Precentral_L",
        "region 7",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</style><script>",
        "</title></svg>",
        "]]><!-- -->",
        "<!--",
        "&lt;&amp;&#60;&quot",
        "' onmouseover='x",
        "javascript:alert(1)",
        "../../etc/passwd",
        "..",
        ".",
        "C:\\con",
        "a/b",
        "\u202eשלום",
        "naïve Ü ñ",
        "脳の領域",
        "👩‍🔬",
        "\ud800",
        "a\0b",
        "\u001b[31mred\u001b]0;title\u0007",
        "\u009b31m",
        "a\rb",
        "a\tb",
        "a\u2028b",
        "\ufeffa",
        "\ufffe\uffff",
        "{0}",
        "%s%n",
        "n/a",
        "1e5",
        "$(rm -rf)",
        "=1+1",
        new('W', 300),
        "e\u0301\u0301\u0301\u0301\u0301",
    ];

    /// <summary>One of the names, or a mixture of pieces of several.</summary>
    public static string Next(Dice dice)
    {
        string name = dice.Pick(Names);
        while (dice.OneIn(3))
        {
            string other = dice.Pick(Names);
            name = string.Concat(name.AsSpan(0, dice.Next(name.Length + 1)), other.AsSpan(dice.Next(other.Length)));
        }

        return name;
    }

    /// <summary>A character of any plane, also halves of pairs and characters that are none.</summary>
    public static string Random(Dice dice, int most)
    {
        var text = new StringBuilder();
        for (int i = dice.Next(most); i >= 0; i--)
        {
            text.Append((char)(dice.OneIn(2) ? dice.Next(128) : dice.Next(65536)));
        }

        return text.ToString();
    }

    /// <summary>Some texts, a third of them of random letters.</summary>
    public static IEnumerable<string> Some(Dice dice, int count) =>
        Enumerable.Range(0, count).Select(_ => dice.OneIn(3) ? Random(dice, 30) : Next(dice));

    /// <summary>Texts as bytes and back, without loss of halves of pairs.</summary>
    public static byte[] ToBytes(IEnumerable<string> texts) =>
        [.. texts.SelectMany(t => t.Append('\uE000')).SelectMany(c => (byte[])[(byte)c, (byte)(c >> 8)])];

    public static string[] FromBytes(byte[] bytes)
    {
        char[] text = new char[bytes.Length / 2];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)(bytes[2 * i] | (bytes[(2 * i) + 1] << 8));
        }

        return new string(text).Split('\uE000')[..^1];
    }
}
