using Gyrus.IO.Tables;

namespace Gyrus.IO.Tests.Tables;

public sealed class ParticipantsTableTests
{
    private const string Text =
        "participant_id\tage\tdx\tsite\nsub-01\t21\tpatient\t1\nsub-02\tn/a\tcontrol\t2\nsub-x3\t33.5\tpatient\ttwo\n";

    [Fact]
    public void Texts_SubjectsByAnyOfTheirNames()
    {
        using var folder = new TemporaryFolder();
        var table = ParticipantsTable.Read(folder.Write("participants.tsv", Text));

        Assert.Equal(["patient", "control", "patient"], table.Texts("dx", ["sub-01_task-rest", "02", "sub-x3"]));
        Assert.Equal([33.5, 21], table.Numbers("age", ["x3", "sub-01"]));
        Assert.True(table.IsNumeric("age", ["sub-01", "sub-x3"]));
        Assert.False(table.IsNumeric("dx", ["sub-01", "sub-x3"]));
        Assert.Equal("sub-02", table.ParticipantOf("sub-02_ses-1"));
    }

    [Theory]
    [InlineData("age", "sub-02", "participants.tsv:3:8: the column 'age' is missing for sub-02")]
    [InlineData("dx", "sub-09", "'sub-09'")]
    [InlineData("sex", "sub-01", "expected a column 'sex', but the table has 'participant_id', 'age', 'dx', 'site'")]
    public void Texts_WhatIsNotThere_IsNamed(string column, string subject, string sentence)
    {
        using var folder = new TemporaryFolder();
        var table = ParticipantsTable.Read(folder.Write("participants.tsv", Text));

        var error = Assert.Throws<InvalidDataException>(() => table.Texts(column, [subject]));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsNumeric_NumbersAndWords_SaysWhereTheWordIs()
    {
        using var folder = new TemporaryFolder();
        var table = ParticipantsTable.Read(folder.Write("participants.tsv", Text));

        var error = Assert.Throws<InvalidDataException>(() => table.IsNumeric("site", ["sub-01", "sub-02", "sub-x3"]));

        Assert.Contains(
            "participants.tsv:4:21: expected a number in the column 'site' as for 2 other subjects, but found 'two' for sub-x3",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("id\tage\na\t1\n", "expected a column 'participant_id'")]
    [InlineData(
        "participant_id\tage\nsub-1\t1\nsub-1\t2\n",
        "participants.tsv:3:1: the participant 'sub-1' came before"
    )]
    [InlineData("participant_id\tage\nsub-1\n", "expected 2 cells")]
    public void Read_DamagedTable_SaysWhere(string text, string sentence)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("participants.tsv", text);

        var error = Assert.Throws<InvalidDataException>(() => ParticipantsTable.Read(path));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }
}
