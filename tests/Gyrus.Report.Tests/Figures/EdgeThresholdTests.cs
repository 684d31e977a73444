using Gyrus.Numerics;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests.Figures;

public sealed class EdgeThresholdTests
{
    [SharedTheory]
    [InlineData(0, "50%")]
    [InlineData(1, "80%")]
    [InlineData(2, "95%")]
    public void ValueFor_APercentile_MatchesTheReference(int index, string threshold)
    {
        Npy input = Npy.Golden("nilearn", "connectome_threshold", "in_matrix.npy");
        Npy expected = Npy.Golden("nilearn", "connectome_threshold", "out_plot_thresholds_50_80_95.npy");
        var matrix = Matrix.FromRowMajor(input.Shape[0], input.Shape[1], input.Values);

        NumericAssert.Close(expected.Values[index], EdgeThreshold.Parse(threshold).ValueFor(matrix), 1e-6);
    }

    /// <summary>nilearn's interactive view agrees on a number. On "80%" it shows 8 of our 14 edges: those of another number.</summary>
    [SharedTheory]
    [InlineData("0.3", "0.3", true)]
    [InlineData("80pct", "80%", false)]
    [InlineData("80pct", "0.5495", true)]
    public void EdgesOf_ANumber_AreThoseOfTheInteractiveView(string golden, string threshold, bool agree)
    {
        Npy input = Npy.Golden("nilearn", "connectome_threshold", "in_matrix.npy");
        var matrix = Matrix.FromRowMajor(input.Shape[0], input.Shape[1], input.Values);

        var ours = EdgeThreshold.Parse(threshold).EdgesOf(matrix).Select(e => (e.First, e.Second)).ToHashSet();

        Assert.Equal(agree, ours.SetEquals(InteractiveView(golden, matrix)));
    }

    /// <summary>Three numbers per directed edge: its value at the source and at the target, and a filler; self loops are left out.</summary>
    private static HashSet<(int, int)> InteractiveView(string golden, Matrix matrix)
    {
        Npy Part(string what) => Npy.Golden("nilearn", "connectome_threshold", $"out_view_{golden}_con_{what}.npy");
        Npy places = Npy.Golden("nilearn", "connectome_threshold", "in_coords.npy");
        (Npy x, Npy y, Npy z, Npy w) = (Part("x"), Part("y"), Part("z"), Part("w"));
        int Node(int at) =>
            Enumerable
                .Range(0, matrix.Rows)
                .Single(n =>
                    Math.Abs(places.Values[3 * n] - x.Values[at]) < 1e-3
                    && Math.Abs(places.Values[(3 * n) + 1] - y.Values[at]) < 1e-3
                    && Math.Abs(places.Values[(3 * n) + 2] - z.Values[at]) < 1e-3
                );
        var edges = new HashSet<(int, int)>();
        for (int at = 0; at < w.Values.Length; at += 3)
        {
            (int from, int to) = (Node(at), Node(at + 1));
            Assert.Equal(matrix[from, to], w.Values[at], 1e-6);
            if (from < to)
            {
                edges.Add((from, to));
            }
        }

        return edges;
    }

    [Fact]
    public void EdgesOf_AValueEqualToTheThreshold_IsKept()
    {
        // |lower triangle| = 1, 2, 3: the 50th percentile is 2, and 2 itself stays.
        var matrix = Matrix.FromRowMajor(3, 3, [9, 1, -2, 1, 9, 3, -2, 3, 9]);

        var edges = EdgeThreshold.Percentile(50).EdgesOf(matrix);

        Assert.Equal([new Edge(0, 2, -2), new Edge(1, 2, 3)], edges);
    }

    [Fact]
    public void ValueFor_TheDiagonalAndTheUpperTriangle_DoNotCount()
    {
        var matrix = Matrix.FromRowMajor(3, 3, [100, 70, 80, 1, 200, 90, 2, 3, 300]);

        Assert.Equal(3, EdgeThreshold.Percentile(100).ValueFor(matrix));
        Assert.Equal(1.5, EdgeThreshold.Percentile(25).ValueFor(matrix));
    }

    [Fact]
    public void EdgesOf_ThresholdZero_LeavesOutZerosAndNaN()
    {
        var matrix = Matrix.FromRowMajor(3, 3, [1, 0, 0, 0, 1, 0, double.NaN, 0.5, 1]);

        Assert.Equal([new Edge(1, 2, 0.5)], EdgeThreshold.None.EdgesOf(matrix));
        Assert.Equal([new Edge(1, 2, 0.5)], EdgeThreshold.Percentile(10).EdgesOf(matrix));
    }

    [Fact]
    public void EdgesOf_TooFewRegions_IsEmpty()
    {
        Assert.Empty(EdgeThreshold.Percentile(80).EdgesOf(Matrix.Identity(1)));
        Assert.Empty(EdgeThreshold.Percentile(100).EdgesOf(new Matrix(0, 0)));
    }

    [Theory]
    [InlineData("80%", "80%")]
    [InlineData(" 97.5% ", "97.5%")]
    [InlineData("0.3", "0.3")]
    [InlineData("0", "0")]
    public void Parse_APercentileOrANumber_ReadsIt(string text, string expected) =>
        Assert.Equal(expected, EdgeThreshold.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("80 %%")]
    [InlineData("strong")]
    public void Parse_SomethingElse_SaysWhatIsWanted(string text)
    {
        var error = Assert.Throws<FormatException>(() => EdgeThreshold.Parse(text));

        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueFor_ARectangle_IsRefused() =>
        Assert.Throws<ArgumentException>(() => EdgeThreshold.None.ValueFor(new Matrix(2, 3)));
}
