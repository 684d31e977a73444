namespace Gyrus.Numerics;

/// <summary>A seeded source of random numbers: PCG64 (XSL-RR 128/64) seeded as numpy's <c>default_rng(seed)</c> is.</summary>
/// <remarks>
/// <see cref="NextDouble"/> reproduces numpy's <c>Generator.random()</c> bit for bit; normal numbers come from
/// Marsaglia's polar method and so differ from numpy's. The same seed gives the same numbers on every platform.
/// Source: O'Neill (2014), PCG: a family of simple fast space-efficient statistically good algorithms, HMC-CS-2014-0905.
/// </remarks>
public sealed class Rng
{
    private static readonly UInt128 Multiplier = new(2549297995355413924UL, 4865540595714422341UL);
    private readonly UInt128 _increment;
    private UInt128 _state;
    private double _spare = double.NaN;

    /// <summary>Creates the stream of a seed.</summary>
    public Rng(ulong seed)
        : this([(uint)seed, (uint)(seed >> 32)]) { }

    private Rng(ReadOnlySpan<uint> entropy)
    {
        ulong[] words = SeedSequence.Generate(entropy);
        var start = new UInt128(words[0], words[1]);
        _increment = (new UInt128(words[2], words[3]) << 1) | 1;
        _state = ((_increment + start) * Multiplier) + _increment;
    }

    /// <summary>An independent stream for one part (a subject, a fold) of a seeded computation.</summary>
    /// <param name="seed">The seed of the whole.</param>
    /// <param name="part">The index of the part, at least 0.</param>
    public static Rng ForPart(ulong seed, int part) =>
        new([(uint)seed, (uint)(seed >> 32), 0x9E3779B9u, (uint)Require.AtLeast(0, part)]);

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        _state = (_state * Multiplier) + _increment;
        ulong folded = (ulong)(_state >> 64) ^ (ulong)_state;
        return ulong.RotateRight(folded, (int)(_state >> 122));
    }

    /// <summary>A number in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer in [0, <paramref name="count"/>), without bias.</summary>
    public int NextInt(int count)
    {
        Require.AtLeast(1, count);
        ulong most = ulong.MaxValue - (ulong)count;
        while (true)
        {
            // Beyond the last whole multiple of the count the remainders would not be equally likely.
            ulong bits = NextBits();
            ulong rest = bits % (ulong)count;
            if (bits - rest <= most)
            {
                return (int)rest;
            }
        }
    }

    /// <summary>0 … <paramref name="count"/> − 1 in random order (Fisher and Yates), each order with the same probability.</summary>
    internal int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>A standard normal number.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spare))
        {
            double kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        while (true)
        {
            double u = (2 * NextDouble()) - 1;
            double v = (2 * NextDouble()) - 1;
            double s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                double scale = Math.Sqrt(-2 * Math.Log(s) / s);
                _spare = v * scale;
                return u * scale;
            }
        }
    }

    /// <summary>Fills a span with standard normal numbers.</summary>
    public void FillNormal(Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = NextNormal();
        }
    }
}
