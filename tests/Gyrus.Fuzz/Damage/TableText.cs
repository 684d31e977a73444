using System.Text;

namespace Gyrus.Fuzz.Damage;

/// <summary>Tables from a grammar: a separator, perhaps names, rows of cells, some of each against the rules.</summary>
internal static class TableText
{
    private static readonly string[] Numbers =
    [
        "0",
        "1",
        "-1",
        "2",
        "0.5",
        "-3e-5",
        "+.5",
        "5.",
        "1e308",
        "1e309",
        "-1e-400",
        "n/a",
        "NA",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "",
        " ",
        "\"1\"",
        "\"0.25\"",
        "0x1F",
        "1,5",
        "1_000",
        "1 000",
        "١٢",
        "−1",
        "2147483647",
        "2147483648",
        "-2147483648",
        "99999999999999999999",
        "12.0",
        "1e3",
        "1.7976931348623157e308",
        "4.9e-324",
        "true",
        "#",
        "00012",
        "1e",
        "--1",
        "1d5",
        "1%",
        "$5",
    ];

    private static readonly string[] LabelNames =
    [
        "index",
        "label",
        "value",
        "roi",
        "number",
        "id",
        "labels",
        "name",
        "region",
        "network",
        "lobe",
        "x",
        "y",
        "z",
        "x.mni",
        "",
        "hemisphere",
        "trans_x",
        "trans_x_derivative1",
        "global_signal",
    ];

    private static readonly string[] LineEnds = ["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n\r"];

    /// <summary>A table; <paramref name="labels"/> says whether it is one of regions or one of numbers.</summary>
    public static byte[] Create(Dice dice, bool labels)
    {
        if (labels && dice.OneIn(6))
        {
            return ColourTable(dice);
        }

        string separator = dice.Pick(["\t", ",", ";", " ", "   "]);
        string lineEnd = dice.Pick(LineEnds);
        int columns = 1 + dice.Next(dice.OneIn(10) ? 60 : 6);
        int rows = dice.Next(dice.OneIn(10) ? 120 : 8);
        int oddness = dice.Pick([0, 0, 3, 20]);
        var text = new StringBuilder(dice.OneIn(12) ? "\ufeff" : "");
        if (!dice.OneIn(3))
        {
            AddLine(text, columns, separator, dice, () => HeaderCell(dice, labels));
            text.Append(lineEnd);
        }

        for (int row = 1; row <= rows; row++)
        {
            int column = 0;
            int count = oddness > 0 && dice.OneIn(40) ? dice.Next(columns + 3) : columns;
            AddLine(text, count, separator, dice, () => Cell(dice, labels, oddness, row, column++));
            text.Append(dice.OneIn(30) ? dice.Pick(LineEnds) : lineEnd);
        }

        return Encode(text.ToString(), dice);
    }

    private static string HeaderCell(Dice dice, bool labels) =>
        dice.Next(8) switch
        {
            0 => Quoted(HostileText.Next(dice), dice),
            1 => $"{dice.Next(5)}",
            2 or 3 when !labels => $"region {dice.Next(1000)}",
            _ => dice.Pick(LabelNames),
        };

    private static string Cell(Dice dice, bool labels, int oddness, int row, int column)
    {
        if (oddness > 0 && dice.OneIn(oddness))
        {
            return dice.OneIn(2) ? dice.Pick(Numbers) : Quoted(HostileText.Next(dice), dice);
        }

        return (labels, column) switch
        {
            (true, 0) => $"{row}",
            (true, 1) => $"name_{row}",
            _ => $"{dice.Next(2000) - 1000}.{dice.Next(100)}",
        };
    }

    private static string Quoted(string text, Dice dice) =>
        dice.Next(4) switch
        {
            0 => $"\"{text}\"",
            1 => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            2 => $"\"{text}",
            _ => text,
        };

    private static void AddLine(StringBuilder text, int columns, string separator, Dice dice, Func<string> cell)
    {
        for (int column = 0; column < columns; column++)
        {
            text.Append(column > 0 ? separator : "");
            text.Append(cell());
        }

        text.Append(dice.OneIn(40) ? separator : "");
    }

    /// <summary>A colour table as FreeSurfer writes it: number, name, red, green, blue, transparency.</summary>
    private static byte[] ColourTable(Dice dice)
    {
        var text = new StringBuilder("#$Id: colours\n#No. Label Name:    R   G   B   A\n\n0   Unknown  0 0 0 0\n");
        for (int i = dice.Next(12); i >= 0; i--)
        {
            string name = dice.OneIn(8) ? HostileText.Next(dice) : $"Left-Area-{i}";
            string label = dice.OneIn(8) ? dice.Pick(Numbers) : $"{(i * 7) + 1}";
            text.Append(label)
                .Append("   ")
                .Append(name)
                .Append("    70  130 180 ")
                .Append(dice.Next(300))
                .Append('\n');
        }

        return Encode(text.ToString(), dice);
    }

    private static byte[] Encode(string text, Dice dice) =>
        dice.Next(60) switch
        {
            0 => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray(),
            1 => Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes(text)).ToArray(),
            2 => Encoding.Unicode.GetBytes(text),
            3 => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };
}
