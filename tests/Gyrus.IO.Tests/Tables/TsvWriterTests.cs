using Gyrus.IO.Tables;
using Gyrus.Numerics;

namespace Gyrus.IO.Tests.Tables;

public sealed class TsvWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteMatrix_WithRowNames_IsARelationMatrix()
    {
        TsvWriter.WriteMatrix(
            _folder.File("m.tsv"),
            Matrix.FromRowMajor(2, 2, [1, 0.25, 0.25, 1]),
            ["a", "b"],
            ["a", "b"]
        );

        Assert.Equal("name\ta\tb\na\t1\t0.25\nb\t0.25\t1\n", File.ReadAllText(_folder.File("m.tsv")));
    }

    [Fact]
    public void WriteRows_MissingCells_AreNotAvailable()
    {
        TsvWriter.WriteRows(
            _folder.File("m.tsv"),
            ["edge", "value"],
            [
                ["a", TsvWriter.Number(0.1)],
                ["b", null],
            ]
        );

        Assert.Equal("edge\tvalue\na\t0.1\nb\tn/a\n", File.ReadAllText(_folder.File("m.tsv")));
    }

    [Fact]
    public void Write_WhatTheReaderCouldNotUndo_IsRefusedAndLeavesNoFile()
    {
        var matrix = new Matrix(1, 1);

        Assert.Throws<ArgumentException>(() => TsvWriter.WriteMatrix(_folder.File("m.tsv"), matrix, ["a\tb"]));
        Assert.Throws<ArgumentException>(() => TsvWriter.WriteMatrix(_folder.File("m.tsv"), matrix, [""]));
        Assert.Throws<ArgumentException>(() => TsvWriter.WriteMatrix(_folder.File("m.tsv"), matrix, ["a", "b"]));
        Assert.Throws<ArgumentException>(() =>
            TsvWriter.WriteRows(
                _folder.File("m.tsv"),
                ["a"],
                [
                    ["x"],
                    ["y", "z"],
                ]
            )
        );
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
