using System.Numerics;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.Phantom;

/// <summary>Nearly normal noise in integer arithmetic: fast, and the same on every machine.</summary>
/// <remarks>
/// The number of set bits of 64 random bits is binomial (variance 16); a triangular number on (−1, 1) fills the steps
/// (variance 1/6). Excess kurtosis −0.03, largest value 8.2 standard deviations. The bits are those of xoshiro256++:
/// Blackman and Vigna (2021), ACM Trans. Math. Softw. 47:36, doi:10.1145/3460772.
/// </remarks>
internal struct FastNoise
{
    private const double Scale = 0.24870800168690346; // 1/√(16 + 1/6)
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The stream of one volume of one subject.</summary>
    public FastNoise(ulong seed, int subject, int volume)
    {
        ulong[] words = SeedSequence.Generate([(uint)seed, (uint)(seed >> 32), (uint)subject, (uint)volume, 1]);
        (_s0, _s1, _s2, _s3) = (words[0], words[1], words[2], words[3] | 1);
    }

    /// <summary>y[i] ← scale[i]·(y[i] + deviation·noise).</summary>
    public void AddAndScale(Span<double> y, ReadOnlySpan<double> scale, double deviation)
    {
        double unit = deviation * Scale;
        for (int i = 0; i < y.Length; i += 2)
        {
            // One word of 64 bits smooths two numbers, with two times 16 bits each.
            ulong fill = Next();
            y[i] = scale[i] * (y[i] + (unit * Number(Next(), (uint)fill)));
            if (i + 1 < y.Length)
            {
                y[i + 1] = scale[i + 1] * (y[i + 1] + (unit * Number(Next(), (uint)(fill >> 32))));
            }
        }
    }

    private static double Number(ulong bits, uint fill)
    {
        int triangle = (int)(fill & 0xFFFF) - (int)(fill >> 16);
        return BitOperations.PopCount(bits) - 32 + (triangle * (1.0 / 65536));
    }

    private ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }
}
