namespace Gyrus.Numerics;

/// <summary>Spreads the bits of a small seed over a generator's state, as numpy's SeedSequence does.</summary>
/// <remarks>Source: O'Neill (2015), Developing a seed_seq alternative; the constants are those of numpy.</remarks>
internal static class SeedSequence
{
    private const int PoolSize = 4;

    /// <summary>Four 64-bit words from the entropy. Trailing zero words beyond the first do not count, as in numpy.</summary>
    public static ulong[] Generate(ReadOnlySpan<uint> entropy)
    {
        while (entropy.Length > 1 && entropy[^1] == 0)
        {
            entropy = entropy[..^1];
        }

        Span<uint> pool = stackalloc uint[PoolSize];
        uint hash = 0x43b0d7e5;
        for (int i = 0; i < PoolSize; i++)
        {
            pool[i] = HashMix(i < entropy.Length ? entropy[i] : 0, ref hash);
        }

        for (int source = 0; source < PoolSize; source++)
        {
            for (int target = 0; target < PoolSize; target++)
            {
                if (source != target)
                {
                    pool[target] = Mix(pool[target], HashMix(pool[source], ref hash));
                }
            }
        }

        for (int i = PoolSize; i < entropy.Length; i++)
        {
            for (int target = 0; target < PoolSize; target++)
            {
                pool[target] = Mix(pool[target], HashMix(entropy[i], ref hash));
            }
        }

        return Draw(pool);
    }

    private static ulong[] Draw(ReadOnlySpan<uint> pool)
    {
        uint hash = 0x8b51f9dd;
        ulong[] words = new ulong[4];
        for (int i = 0; i < 8; i++)
        {
            uint value = pool[i % PoolSize] ^ hash;
            hash *= 0x58f38ded;
            value *= hash;
            value ^= value >> 16;
            words[i / 2] |= (ulong)value << (32 * (i % 2));
        }

        return words;
    }

    private static uint HashMix(uint value, ref uint hash)
    {
        value ^= hash;
        hash *= 0x931e8875;
        value *= hash;
        return value ^ (value >> 16);
    }

    private static uint Mix(uint x, uint y)
    {
        uint result = (0xca01f9dd * x) - (0x4973f715 * y);
        return result ^ (result >> 16);
    }
}
