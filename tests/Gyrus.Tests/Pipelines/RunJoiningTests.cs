using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Tests.Pipelines;

public sealed class RunJoiningTests
{
    [Fact]
    public void Join_TwoRuns_PutsOneAfterTheOther()
    {
        RegionSignals a = Run(
            "sub-1_run-1",
            [
                [1, 10],
                [2, 20],
            ],
            2
        );
        RegionSignals b = Run(
            "sub-1_run-2",
            [
                [3, 30],
            ],
            2
        );

        RegionSignals joined = RunJoining.Join("sub-1", [a, b]);

        Assert.Equal(("sub-1", 3, 2.0), (joined.Subject, joined.Samples, joined.RepetitionTimeSeconds));
        Assert.Equal([1, 2, 3, 10, 20, 30], joined.Values.AsSpan().ToArray());
    }

    [Fact]
    public void Join_RunsOfDifferentRepetitionTime_HasNone() =>
        Assert.Null(
            RunJoining
                .Join(
                    "s",
                    [
                        Run(
                            "a",
                            [
                                [1, 2],
                            ],
                            2
                        ),
                        Run(
                            "b",
                            [
                                [1, 2],
                            ],
                            3
                        ),
                    ]
                )
                .RepetitionTimeSeconds
        );

    [Fact]
    public void Join_CleanedRuns_CountsVolumesAndDegreesOfFreedomOn()
    {
        SubjectSignals a = Cleaned(
            Run(
                "a",
                [
                    [1, 10],
                    [2, 20],
                ],
                2
            ),
            kept: [0, 2],
            confounds: 1
        );
        SubjectSignals b = Cleaned(
            Run(
                "b",
                [
                    [3, 30],
                ],
                2
            ),
            kept: [1],
            confounds: 2
        );

        SubjectSignals joined = RunJoining.Join("s", [a, b], [4, 5]);

        Assert.Equal([0, 2, 5], joined.Cleaned.KeptSamples);
        Assert.Equal((3, 3), (joined.Cleaned.DegreesOfFreedom.Samples, joined.Cleaned.DegreesOfFreedom.Confounds));
        Assert.Equal(["motion"], joined.Confounds);
        Assert.Equal(["odd a", "odd b"], joined.Warnings);
    }

    [Fact]
    public void Join_RunsOfDifferentRegions_NamesThem()
    {
        var other = new RegionSignals("b", Matrix.FromRowMajor(1, 2, [1, 2]), [new Region(1, "x"), new Region(3, "z")]);

        string message = Assert
            .Throws<ArgumentException>(() =>
                RunJoining.Join(
                    "s",
                    [
                        Run(
                            "a",
                            [
                                [1, 2],
                            ],
                            2
                        ),
                        other,
                    ]
                )
            )
            .Message;

        Assert.Contains("b has other regions than a: only one of them has 'y', 'z'", message, StringComparison.Ordinal);
    }

    private static RegionSignals Run(string name, double[][] rows, double seconds) =>
        new(name, Matrix.Create(rows.Length, 2, (t, j) => rows[t][j]), [new Region(1, "x"), new Region(2, "y")])
        {
            RepetitionTimeSeconds = seconds,
        };

    private static SubjectSignals Cleaned(RegionSignals run, int[] kept, int confounds) =>
        new()
        {
            Cleaned = new CleanedSignals
            {
                Signals = run,
                KeptSamples = kept,
                DegreesOfFreedom = new DegreesOfFreedom
                {
                    Samples = kept.Length,
                    Trend = 0,
                    Filter = 0,
                    Confounds = confounds,
                },
            },
            Confounds = ["motion"],
            Warnings = [$"odd {run.Subject}"],
        };
}
