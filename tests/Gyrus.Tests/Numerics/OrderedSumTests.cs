namespace Gyrus.Tests.Numerics;

public sealed class OrderedSumTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void Add_HasTheSameBitsForAnyNumberOfThreads(int threads)
    {
        // Numbers of very different sizes: any other order of sums has other bits.
        double[] one = Sum(1);
        double[] many = Sum(threads);

        Assert.Equal(one, many);
    }

    [Fact]
    public void Add_AddsToWhatIsThere()
    {
        double[] sum = [10, 20];

        OrderedSum.Add(sum, 3, 2, static (part, own) => (own[0], own[1]) = (part, 1));

        Assert.Equal<double[]>([13, 23], sum);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Add_WhenAPartFails_ThrowsItsErrorAndEnds(int threads)
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            OrderedSum.Add(
                new double[1],
                100,
                threads,
                static (part, _) =>
                {
                    if (part == 7)
                    {
                        throw new InvalidDataException("part 7");
                    }
                }
            )
        );

        Assert.Equal("part 7", error.Message);
    }

    private static double[] Sum(int threads)
    {
        double[] sum = new double[3];
        OrderedSum.Add(
            sum,
            1000,
            threads,
            static (part, own) =>
            {
                var rng = new Rng((ulong)part + 1);
                for (int j = 0; j < own.Length; j++)
                {
                    own[j] = rng.NextNormal() * Math.Pow(10, part % 17);
                }

                // Parts take times of their own, so that threads overtake each other.
                Thread.SpinWait(1000 * (part % 5));
            }
        );
        return sum;
    }
}
