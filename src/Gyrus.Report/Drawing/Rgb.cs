using static System.FormattableString;

namespace Gyrus.Report.Drawing;

/// <summary>A colour of the sRGB space, 8 bits a channel.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static Rgb Black => new(0x1a, 0x1a, 0x1a);

    public static Rgb White => new(0xff, 0xff, 0xff);

    /// <summary>What a value that is not a number looks like.</summary>
    public static Rgb Missing => new(0xb4, 0xb4, 0xb4);

    /// <summary>The ink of axes and secondary text: 5.7 : 1 on white.</summary>
    public static Rgb Axis => new(0x66, 0x66, 0x66);

    /// <summary>From a number such as 0x1a2b3c.</summary>
    public static Rgb Of(int code) => new((byte)(code >> 16), (byte)(code >> 8), (byte)code);

    /// <summary>As <c>#rrggbb</c>, or <c>#rgb</c> where that is the same colour.</summary>
    public string ToHex() =>
        Red % 17 == 0 && Green % 17 == 0 && Blue % 17 == 0
            ? Invariant($"#{Red / 17:x}{Green / 17:x}{Blue / 17:x}")
            : Invariant($"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>The lightness L of Oklab, in [0, 1].</summary>
    public double Lightness() => Oklch.LightnessOf(this);
}
