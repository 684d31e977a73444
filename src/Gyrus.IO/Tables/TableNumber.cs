using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Gyrus.IO.Tables;

/// <summary>Numbers as tables write them: invariant culture, <c>n/a</c> for missing.</summary>
internal static class TableNumber
{
    /// <summary>The longest text that is tried as a number; a double of 17 digits has 24 characters.</summary>
    private const int Longest = 400;

    /// <summary>Parses a cell. Missing (empty, n/a, NA, NaN, null) is NaN; inf and infinity are what they say.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && double.IsFinite(value))
        {
            return true;
        }

        if (IsMissing(text))
        {
            value = double.NaN;
            return true;
        }

        ReadOnlySpan<byte> unsigned = text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;
        if (Ascii.EqualsIgnoreCase(unsigned, "inf"u8) || Ascii.EqualsIgnoreCase(unsigned, "infinity"u8))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return text.Length <= Longest
            && double.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out value
            )
            && double.IsFinite(value);
    }

    /// <summary>Whether a cell is written as a whole number: digits, perhaps a sign.</summary>
    public static bool TryParseWhole(ReadOnlySpan<byte> text, out int value) =>
        Utf8Parser.TryParse(text, out value, out int used) && used == text.Length && text.Length > 0;

    /// <summary>Whether a cell says that there is no value.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> text) =>
        text.IsEmpty
        || Ascii.EqualsIgnoreCase(text, "n/a"u8)
        || Ascii.EqualsIgnoreCase(text, "na"u8)
        || Ascii.EqualsIgnoreCase(text, "nan"u8)
        || Ascii.EqualsIgnoreCase(text, "null"u8);

    /// <summary>The shortest text that reads back as the same bits; <c>n/a</c> for NaN.</summary>
    public static string Format(double value) =>
        double.IsNaN(value) ? "n/a"
        : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : value.ToString("R", CultureInfo.InvariantCulture);
}
