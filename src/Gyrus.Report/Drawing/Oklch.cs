namespace Gyrus.Report.Drawing;

/// <summary>Colours by perceived lightness, chroma and hue.</summary>
/// <remarks>Source: Ottosson (2020), A perceptual color space for image processing (Oklab), bottosson.github.io/posts/oklab.</remarks>
internal static class Oklch
{
    /// <summary>The sRGB colour of a lightness in [0, 1], a chroma and a hue in degrees.</summary>
    /// <remarks>A chroma that a screen cannot show is lowered until it can; lightness and hue stay.</remarks>
    public static Rgb ToRgb(double lightness, double chroma, double hueDegrees)
    {
        (double low, double high) = (0, chroma);
        if (!InGamut(Linear(lightness, chroma, hueDegrees)))
        {
            for (int i = 0; i < 20; i++)
            {
                double middle = 0.5 * (low + high);
                bool shown = InGamut(Linear(lightness, middle, hueDegrees));
                (low, high) = shown ? (middle, high) : (low, middle);
            }

            high = low;
        }

        (double r, double g, double b) = Linear(lightness, high, hueDegrees);
        return new Rgb(Encode(r), Encode(g), Encode(b));
    }

    /// <summary>The lightness L of a colour, in [0, 1].</summary>
    public static double LightnessOf(Rgb colour)
    {
        (double r, double g, double b) = (Decode(colour.Red), Decode(colour.Green), Decode(colour.Blue));
        double l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        double m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        double s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s);
    }

    private static (double R, double G, double B) Linear(double lightness, double chroma, double hueDegrees)
    {
        (double sin, double cos) = Math.SinCos(hueDegrees * Math.PI / 180);
        (double a, double b) = (chroma * cos, chroma * sin);
        double l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        double m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        double s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)
        );
    }

    private static bool InGamut((double R, double G, double B) c) =>
        Math.Min(c.R, Math.Min(c.G, c.B)) >= 0 && Math.Max(c.R, Math.Max(c.G, c.B)) <= 1;

    private static double Cube(double x) => x * x * x;

    private static byte Encode(double linear)
    {
        double x = Math.Clamp(linear, 0, 1);
        double encoded = x <= 0.0031308 ? 12.92 * x : (1.055 * Math.Pow(x, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * encoded);
    }

    private static double Decode(byte channel)
    {
        double x = channel / 255.0;
        return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
    }
}
