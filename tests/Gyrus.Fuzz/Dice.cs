using Gyrus.Numerics;

namespace Gyrus.Fuzz;

/// <summary>The random choices of one input, a function of the seed, the format and the number alone.</summary>
internal sealed class Dice
{
    private readonly Rng _rng;

    public Dice(ulong seed, string format, long number)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in format)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        _rng = new Rng(seed ^ hash ^ ((ulong)number * 0x9E3779B97F4A7C15));
    }

    /// <summary>A number in [0, <paramref name="count"/>).</summary>
    public int Next(int count) => _rng.NextInt(count);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OneIn(int times) => _rng.NextInt(times) == 0;

    /// <summary>64 random bits.</summary>
    public long Bits() => (long)_rng.NextBits();

    /// <summary>One of some.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[_rng.NextInt(choices.Count)];
}
