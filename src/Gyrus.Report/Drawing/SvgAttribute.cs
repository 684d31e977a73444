using System.Globalization;

namespace Gyrus.Report.Drawing;

/// <summary>A name and a value that is not yet escaped. Numbers are written with at most two decimals.</summary>
internal readonly record struct SvgAttribute(string Name, string Value)
{
    public static implicit operator SvgAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator SvgAttribute((string Name, double Value) pair) =>
        new(pair.Name, SvgWriter.Number(pair.Value));

    public static implicit operator SvgAttribute((string Name, Rgb Value) pair) => new(pair.Name, pair.Value.ToHex());

    public static implicit operator SvgAttribute((string Name, int Value) pair) =>
        new(pair.Name, pair.Value.ToString(CultureInfo.InvariantCulture));
}
