using System.Globalization;

namespace Gyrus.Report.Drawing;

/// <summary>A name and a value that is not yet escaped. Numbers are written with at most two decimals.</summary>
internal readonly record struct MarkupAttribute(string Name, string Value)
{
    public static implicit operator MarkupAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator MarkupAttribute((string Name, double Value) pair) =>
        new(pair.Name, MarkupWriter.Number(pair.Value));

    public static implicit operator MarkupAttribute((string Name, Rgb Value) pair) =>
        new(pair.Name, pair.Value.ToHex());

    public static implicit operator MarkupAttribute((string Name, int Value) pair) =>
        new(pair.Name, pair.Value.ToString(CultureInfo.InvariantCulture));
}
