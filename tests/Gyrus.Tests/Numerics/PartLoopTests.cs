namespace Gyrus.Tests.Numerics;

public sealed class PartLoopTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(37, 1)]
    [InlineData(37, 3)]
    public void Run_ResultsAreInTheOrderOfTheParts(int parts, int threads) =>
        Assert.Equal(
            Enumerable.Range(0, parts).Select(static k => k * k),
            PartLoop.Run(parts, threads, static k => k * k, CancellationToken.None)
        );

    [Fact]
    public void Run_WhileOnePartTakesLong_TheOthersAreDoneOneByOne()
    {
        const int Parts = 40;
        using var others = new CountdownEvent(Parts - 1);
        var order = new List<int>();

        bool[] done = PartLoop.Run(
            Parts,
            2,
            k =>
            {
                if (k == 0)
                {
                    return others.Wait(TimeSpan.FromSeconds(60));
                }

                order.Add(k);
                others.Signal();
                return true;
            },
            CancellationToken.None
        );

        // One thread waits in part 0, so the other takes the rest; ranges would begin in the middle.
        Assert.DoesNotContain(false, done);
        Assert.Equal(Enumerable.Range(1, Parts - 1), order);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_OfSeveralErrors_ThrowsThatOfTheFirstPart(int threads)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            PartLoop.Run<int>(
                20,
                threads,
                static k => k is 3 or 4 or 11 ? throw new ArgumentException($"part {k}") : k,
                CancellationToken.None
            )
        );

        Assert.Equal("part 3", error.Message);
    }

    [Fact]
    public void Run_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        int begun = 0;

        Assert.ThrowsAny<OperationCanceledException>(() =>
            PartLoop.Run(
                1000,
                2,
                k =>
                {
                    Interlocked.Increment(ref begun);
                    source.Cancel();
                    return k;
                },
                source.Token
            )
        );
        Assert.InRange(begun, 1, 2);
    }
}
