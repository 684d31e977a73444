namespace Gyrus.Report.Drawing;

/// <summary>Blue for negative, near-white for zero, red for positive; −v and v are equally light, so no sign looks stronger.</summary>
/// <remarks>Blue and red of equal lightness stay apart for every common colour deficiency, and the lightness tells |v| in print.</remarks>
internal sealed class DivergingMap
{
    /// <summary>The colours on each side of the centre.</summary>
    public const int Half = 127;
    private readonly Rgb[] _table = new Rgb[(2 * Half) + 1];

    private DivergingMap(double centreLightness, double centreChroma)
    {
        for (int k = -Half; k <= Half; k++)
        {
            double u = Math.Abs(k) / (double)Half;
            double lightness = centreLightness - ((centreLightness - 0.38) * Math.Pow(u, 1.15));
            double chroma = k == 0 ? 0 : centreChroma + (0.155 * Math.Sin(Math.PI * 0.70 * u));
            _table[k + Half] = Oklch.ToRgb(lightness, chroma, k < 0 ? 252 - (6 * u) : 36 - (12 * u));
        }
    }

    /// <summary>For areas: zero is near-white.</summary>
    public static DivergingMap Areas { get; } = new(0.98, 0.004);

    /// <summary>For lines on white: the weakest line is still seen.</summary>
    public static DivergingMap Lines { get; } = new(0.80, 0.05);

    /// <summary>Gets the colours from −1 to 1.</summary>
    public IReadOnlyList<Rgb> Colours => _table;

    /// <summary>The index into <see cref="Colours"/> of a value on a scale from −limit to limit; values beyond are clamped.</summary>
    public static int IndexOf(double value, double limit) =>
        Half + (int)Math.Round(Half * Math.Clamp(limit > 0 ? value / limit : 0, -1, 1));

    /// <summary>The colour of a value on a scale from −limit to limit.</summary>
    public Rgb At(double value, double limit) => double.IsNaN(value) ? Rgb.Missing : _table[IndexOf(value, limit)];
}
