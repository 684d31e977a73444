using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace Gyrus.Report.Raster;

/// <summary>The letters that pictures are written with: DejaVu Sans, embedded, so that text looks alike on every machine.</summary>
/// <remarks>
/// It reads what that one file holds: a WOFF 1.0 container of TrueType tables, a format 12 character map, quadratic outlines.
/// Sources: WOFF File Format 1.0, W3C 2012; OpenType 1.9, tables cmap, glyf, head, hhea, hmtx, loca.
/// </remarks>
internal sealed class Typeface
{
    private const int StepsOfACurve = 5;
    private readonly Dictionary<string, byte[]> _tables;
    private readonly Dictionary<int, Vector2[][]> _outlines = [];
    private readonly Lock _lock = new();
    private readonly int _mapOffset;
    private readonly int _wideMetrics;
    private readonly float _unit;

    private Typeface(byte[] woff)
    {
        _tables = ReadTables(woff);
        _unit = 1f / Word(_tables["head"], 18);
        _wideMetrics = Word(_tables["hhea"], 34);
        byte[] map = _tables["cmap"];
        _mapOffset = Enumerable
            .Range(0, Word(map, 2))
            .Select(n => (int)Long(map, 4 + (8 * n) + 4))
            .First(at => Word(map, at) == 12);
    }

    public static Typeface Sans { get; } = Load();

    /// <summary>Gets the glyph of a character; 0, an empty box, for one that the face does not have.</summary>
    public int GlyphOf(Rune character)
    {
        byte[] map = _tables["cmap"];
        (int low, int high) = (0, (int)Long(map, _mapOffset + 12) - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int at = _mapOffset + 16 + (12 * middle);
            (uint first, uint last) = (Long(map, at), Long(map, at + 4));
            if (character.Value > last)
            {
                low = middle + 1;
            }
            else if (character.Value < first)
            {
                high = middle - 1;
            }
            else
            {
                return (int)(Long(map, at + 8) + character.Value - first);
            }
        }

        return 0;
    }

    /// <summary>The width of a glyph in a face of size 1.</summary>
    public float Advance(int glyph) => _unit * Word(_tables["hmtx"], 4 * Math.Min(glyph, _wideMetrics - 1));

    /// <summary>The closed contours of a glyph in a face of size 1, y upwards, curves as short lines.</summary>
    public Vector2[][] Outline(int glyph)
    {
        lock (_lock)
        {
            if (!_outlines.TryGetValue(glyph, out Vector2[][]? outline))
            {
                outline = Read(glyph, Matrix3x2.CreateScale(_unit));
                _outlines[glyph] = outline;
            }

            return outline;
        }
    }

    private static Typeface Load()
    {
        using Stream stream = typeof(Typeface).Assembly.GetManifestResourceStream(
            "Gyrus.Report.Assets.dejavu-sans.woff"
        )!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new Typeface(bytes);
    }

    private static Dictionary<string, byte[]> ReadTables(byte[] woff)
    {
        var tables = new Dictionary<string, byte[]>();
        for (int n = 0; n < Word(woff, 12); n++)
        {
            int entry = 44 + (20 * n);
            (int offset, int packed, int length) = (
                (int)Long(woff, entry + 4),
                (int)Long(woff, entry + 8),
                (int)Long(woff, entry + 12)
            );
            byte[] table = new byte[length];
            using Stream bytes = new MemoryStream(woff, offset, packed);
            using Stream source = packed < length ? new ZLibStream(bytes, CompressionMode.Decompress) : bytes;
            source.ReadExactly(table);
            tables[Encoding.ASCII.GetString(woff, entry, 4)] = table;
        }

        return tables;
    }

    private Vector2[][] Read(int glyph, Matrix3x2 place)
    {
        byte[] loca = _tables["loca"];
        bool isLong = Word(_tables["head"], 50) == 1;
        int from = isLong ? (int)Long(loca, 4 * glyph) : 2 * Word(loca, 2 * glyph);
        int to = isLong ? (int)Long(loca, 4 * (glyph + 1)) : 2 * Word(loca, 2 * (glyph + 1));
        if (from == to)
        {
            return [];
        }

        return Signed(_tables["glyf"], from) >= 0 ? ReadSimple(from, place) : [.. ReadCompound(from + 10, place)];
    }

    private Vector2[][] ReadSimple(int at, Matrix3x2 place)
    {
        byte[] data = _tables["glyf"];
        int contours = Signed(data, at);
        int[] ends = [.. Enumerable.Range(0, contours).Select(c => (int)Word(data, at + 10 + (2 * c)))];
        int points = contours == 0 ? 0 : ends[^1] + 1;
        at += 10 + (2 * contours);
        at += 2 + Word(data, at);
        byte[] flags = new byte[points];
        for (int p = 0; p < points; p++)
        {
            flags[p] = data[at++];
            for (int repeats = (flags[p] & 8) != 0 ? data[at++] : 0; repeats > 0; repeats--, p++)
            {
                flags[p + 1] = flags[p];
            }
        }

        int[] x = Coordinates(flags, 2, 16, ref at);
        int[] y = Coordinates(flags, 4, 32, ref at);
        var outline = new List<Vector2[]>();
        for (int c = 0; c < contours; c++)
        {
            int first = c == 0 ? 0 : ends[c - 1] + 1;
            // A contour of one point marks where an accent is put; it is no ink.
            if (ends[c] - first < 2)
            {
                continue;
            }

            outline.Add(
                Flatten([
                    .. Enumerable
                        .Range(first, ends[c] + 1 - first)
                        .Select(p => (Vector2.Transform(new Vector2(x[p], y[p]), place), (flags[p] & 1) != 0)),
                ])
            );
        }

        return [.. outline];
    }

    private int[] Coordinates(byte[] flags, int shortBit, int sameBit, ref int at)
    {
        byte[] data = _tables["glyf"];
        int[] values = new int[flags.Length];
        int value = 0;
        for (int p = 0; p < flags.Length; p++)
        {
            bool same = (flags[p] & sameBit) != 0;
            if ((flags[p] & shortBit) != 0)
            {
                value += same ? data[at] : -data[at];
                at++;
            }
            else if (!same)
            {
                value += Signed(data, at);
                at += 2;
            }

            values[p] = value;
        }

        return values;
    }

    private IEnumerable<Vector2[]> ReadCompound(int at, Matrix3x2 place)
    {
        byte[] data = _tables["glyf"];
        int flags;
        do
        {
            flags = Word(data, at);
            int part = Word(data, at + 2);
            bool words = (flags & 1) != 0;
            Vector2 shift = words
                ? new Vector2(Signed(data, at + 4), Signed(data, at + 6))
                : new Vector2((sbyte)data[at + 4], (sbyte)data[at + 5]);
            at += words ? 8 : 6;
            Matrix3x2 own = Matrix3x2.Identity;
            float Fraction() => Signed(data, (at += 2) - 2) / 16384f;
            if ((flags & 8) != 0)
            {
                own = Matrix3x2.CreateScale(Fraction());
            }
            else if ((flags & 0x40) != 0)
            {
                own = Matrix3x2.CreateScale(Fraction(), Fraction());
            }
            else if ((flags & 0x80) != 0)
            {
                own = new Matrix3x2(Fraction(), Fraction(), Fraction(), Fraction(), 0, 0);
            }

            own.Translation = shift;
            foreach (Vector2[] contour in Read(part, own * place))
            {
                yield return contour;
            }
        } while ((flags & 0x20) != 0);
    }

    /// <summary>Points on and off the curve as lines: two off in a row have a point on the curve half way between.</summary>
    private static Vector2[] Flatten((Vector2 At, bool IsOn)[] points)
    {
        var full = new List<(Vector2 At, bool IsOn)>();
        for (int n = 0; n < points.Length; n++)
        {
            (Vector2 At, bool IsOn) before = points[(n + points.Length - 1) % points.Length];
            if (!before.IsOn && !points[n].IsOn)
            {
                full.Add((0.5f * (before.At + points[n].At), true));
            }

            full.Add(points[n]);
        }

        int start = Math.Max(0, full.FindIndex(p => p.IsOn));
        var line = new List<Vector2>();
        for (int n = 0; n < full.Count; n++)
        {
            (Vector2 At, bool IsOn) at = full[(start + n) % full.Count];
            if (at.IsOn)
            {
                line.Add(at.At);
                continue;
            }

            (Vector2 from, Vector2 to) = (
                full[(start + n - 1 + full.Count) % full.Count].At,
                full[(start + n + 1) % full.Count].At
            );
            for (int k = 1; k < StepsOfACurve; k++)
            {
                float t = k / (float)StepsOfACurve;
                line.Add(((1 - t) * (1 - t) * from) + (2 * t * (1 - t) * at.At) + (t * t * to));
            }
        }

        return [.. line];
    }

    private static ushort Word(byte[] data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

    private static short Signed(byte[] data, int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    private static uint Long(byte[] data, int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
}
