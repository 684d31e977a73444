using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;

namespace Gyrus.IO.Tests.Derivatives;

public sealed class ConnectomeFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gyrus-connectome-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_GivesBackWhatWriteWrote_ToTheLastBit()
    {
        ConnectomeResult written = SmallConnectome.Create();
        ConnectomeFolder.Write(_folder, written);

        ConnectomeResult read = ConnectomeFolder.Read(_folder);

        Assert.Equal(written.Regions, read.Regions);
        Assert.Equal(written.Convergence, read.Convergence);
        Assert.Equal((written.Alpha, written.AlphaMax, written.Atlas), (read.Alpha, read.AlphaMax, read.Atlas));
        Assert.Equal(written.Warnings, read.Warnings);
        for (int k = 0; k < written.Subjects.Count; k++)
        {
            Assert.Equal(written.Subjects[k].Subject, read.Subjects[k].Subject);
            Assert.Equal(written.Subjects[k].Precision.AsSpan(), read.Subjects[k].Precision.AsSpan());
            Assert.Equal(written.Subjects[k].Correlation.AsSpan(), read.Subjects[k].Correlation.AsSpan());
            Assert.Equal(written.Subjects[k].PartialCorrelation.AsSpan(), read.Subjects[k].PartialCorrelation.AsSpan());
        }

        Assert.Equal(written.Scores.Count, read.Scores.Count);
        Assert.Equal(written.Scores[1].FoldScores, read.Scores[1].FoldScores);
        Assert.Equal(written.Scores[1].FoldConvergence, read.Scores[1].FoldConvergence);
        Assert.Equal(written.Pooled!.Precision.AsSpan(), read.Pooled!.Precision.AsSpan());
        Assert.Equal(written.Provenance!.Inputs, read.Provenance!.Inputs);
        Assert.Equal(written.Provenance.Options, read.Provenance.Options);
    }

    [Fact]
    public void Read_WhatIsNotKnown_ComesBackAsNotKnown()
    {
        ConnectomeResult full = SmallConnectome.Create();
        var open = full.Convergence with { Objective = double.NaN, Certificate = double.PositiveInfinity };
        ConnectomeResult written = full with
        {
            Regions = [.. full.Regions.Select(r => r with { Centre = null, Network = null })],
            Convergence = open,
            DualityGap = double.PositiveInfinity,
            Atlas = null,
            Pooled = null,
            Provenance = null,
        };
        ConnectomeFolder.Write(_folder, written);

        ConnectomeResult read = ConnectomeFolder.Read(_folder);

        Assert.Equal(written.Regions, read.Regions);
        Assert.Equal(open, read.Convergence);
        Assert.Equal((null, null, null), (read.Atlas, read.Pooled, read.Provenance));
    }

    [Fact]
    public void Write_NamesFilesAsBidsDoes()
    {
        ConnectomeFolder.Write(_folder, SmallConnectome.Create());

        Assert.True(File.Exists(Path.Combine(_folder, "sub-01_seg-tiny_meas-PearsonCorrelation_relmat.tsv")));
        Assert.True(File.Exists(Path.Combine(_folder, "sub-01_seg-tiny_meas-GroupSparsePrecision_relmat.json")));
    }

    [Fact]
    public void Write_TwoSubjectsWithOneBidsName_IsRefused()
    {
        ConnectomeResult result = SmallConnectome.Create();
        SubjectConnectome twin = result.Subjects[0] with { Subject = "sub-0.1" };

        var error = Assert.Throws<ArgumentException>(() =>
            ConnectomeFolder.Write(_folder, result with { Subjects = [result.Subjects[0], twin] })
        );

        Assert.Contains("Rename one.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NameThatLeavesTheFolder_IsRefused()
    {
        ConnectomeFolder.Write(_folder, SmallConnectome.Create());
        string document = Path.Combine(_folder, ConnectomeFolder.DocumentName);
        string text = File.ReadAllText(document);
        File.WriteAllText(
            document,
            text.Replace(
                "\"sub-01_seg-tiny_meas-PearsonCorrelation_relmat.tsv\"",
                "\"../../etc/passwd\"",
                StringComparison.Ordinal
            )
        );

        var error = Assert.Throws<InvalidDataException>(() => ConnectomeFolder.Read(_folder));

        Assert.Contains("in this folder", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"x\": -20,", "\"x\": 1e999,", "finite")]
    [InlineData("\"region 2\"", "\"region 3\"", "print and differ, but found 'region 3'")]
    [InlineData("\"region 2\"", "\"\\u001b[31m\"", "print and differ, but found ' [31m'")]
    [InlineData("\"region 2\"", "null", "expected a JSON object")]
    [InlineData("\"One warning, for the test.\"", "null", "no null in warnings")]
    [InlineData("\"folds\": \"2\"", "\"folds\": null", "no null in provenance.options")]
    [InlineData("\"alpha\": 0.1,", "\"alpha\": 1e999,", "penalty of at least 0 in groupSparse")]
    [InlineData("\"penalty\": 0.3,", "\"penalty\": -1,", "in groupSparse.scores, but found the penalty -1")]
    [InlineData("\"sub-01_seg-tiny_meas-PearsonCorrelation_relmat.tsv\"", "\"a\\u0000b\"", "in this folder")]
    [InlineData("\"sub-01_seg-tiny_meas-PearsonCorrelation_relmat.tsv\"", "\"\"", "in this folder")]
    public void Read_DocumentThatOnlyLooksWhole_SaysWhatIsWrong(string good, string bad, string said)
    {
        ConnectomeFolder.Write(_folder, SmallConnectome.Create());
        string document = Path.Combine(_folder, ConnectomeFolder.DocumentName);
        string text = File.ReadAllText(document);
        int at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        File.WriteAllText(document, text[..at] + bad + text[(at + good.Length)..]);

        var error = Assert.Throws<InvalidDataException>(() => ConnectomeFolder.Read(_folder));

        Assert.StartsWith(_folder, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("n/a")]
    [InlineData("inf")]
    public void Read_PrecisionWithoutAPositiveDiagonal_NamesTheFile(string entry)
    {
        ConnectomeFolder.Write(_folder, SmallConnectome.Create());
        string table = Path.Combine(_folder, "sub-01_seg-tiny_meas-GroupSparsePrecision_relmat.tsv");
        string[] lines = File.ReadAllLines(table);
        lines[1] = entry + lines[1][lines[1].IndexOf('\t', StringComparison.Ordinal)..];
        File.WriteAllLines(table, lines);

        var error = Assert.Throws<InvalidDataException>(() => ConnectomeFolder.Read(_folder));

        Assert.StartsWith(table, error.Message, StringComparison.Ordinal);
        Assert.Contains("positive ones on its diagonal", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData(
        "{\"format\":\"gyrus-connectome-9\",\"regions\":[],\"subjects\":[],\"warnings\":[],\"groupSparse\":null}"
    )]
    [InlineData("[1,2")]
    public void Read_DamagedDocument_IsAnErrorWithThePath(string text)
    {
        File.WriteAllText(Path.Combine(_folder, ConnectomeFolder.DocumentName), text);

        var error = Assert.Throws<InvalidDataException>(() => ConnectomeFolder.Read(_folder));

        Assert.Contains(ConnectomeFolder.DocumentName, error.Message, StringComparison.Ordinal);
    }
}
