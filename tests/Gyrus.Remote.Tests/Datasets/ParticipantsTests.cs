using Gyrus.Remote.Datasets;

namespace Gyrus.Remote.Tests.Datasets;

/// <summary>Who is chosen: nilearn's rule.</summary>
public sealed class ParticipantsTests
{
    private static readonly Participants All = new(
        [.. Enumerable.Range(123, 33).Select(i => $"sub-pixar{i:000}")],
        [.. Enumerable.Range(1, 122).Select(i => $"sub-pixar{i:000}")]
    );

    /// <summary>The shares of 33 adults and 122 children, rounded: worked out by hand.</summary>
    [Theory]
    [InlineData(1, AgeGroup.Both, 1, 0)]
    [InlineData(2, AgeGroup.Both, 1, 1)]
    [InlineData(3, AgeGroup.Both, 1, 2)]
    [InlineData(4, AgeGroup.Both, 1, 3)]
    [InlineData(10, AgeGroup.Both, 2, 8)]
    [InlineData(30, AgeGroup.Both, 6, 24)]
    [InlineData(155, AgeGroup.Both, 33, 122)]
    [InlineData(1, AgeGroup.Adult, 1, 0)]
    [InlineData(2, AgeGroup.Adult, 2, 0)]
    [InlineData(33, AgeGroup.Adult, 33, 0)]
    [InlineData(1, AgeGroup.Child, 0, 1)]
    [InlineData(2, AgeGroup.Child, 0, 2)]
    public void Choose_TakesTheFirstOfEachGroup(int count, AgeGroup ages, int adults, int children) =>
        Assert.Equal([.. All.Adults.Take(adults), .. All.Children.Take(children)], All.Choose(count, ages));

    [Theory]
    [InlineData(0, AgeGroup.Both)]
    [InlineData(156, AgeGroup.Both)]
    [InlineData(34, AgeGroup.Adult)]
    [InlineData(123, AgeGroup.Child)]
    public void Choose_MoreThanThereAre_IsASentence(int count, AgeGroup ages) =>
        Assert.StartsWith(
            "Subjects must be between 1 and",
            Assert.Throws<ArgumentException>(() => All.Choose(count, ages)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_TheTable_InItsOrder()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(
            "participants.tsv",
            "participant_id\tAge\tAgeGroup\tChild_Adult\tGender\tHandedness\n"
                + "sub-pixar123\t27.06\tAdult\tadult\tF\tR\nsub-pixar001\t4.774127\t4yo\tchild\tM\tR\nsub-pixar124\t33\tAdult\tadult\tM\tR\n"
        );

        var read = Participants.Read(path);

        Assert.Equal(["sub-pixar123", "sub-pixar124"], read.Adults);
        Assert.Equal(["sub-pixar001"], read.Children);
    }

    [Theory]
    [InlineData("participant_id\tAge\nsub-1\t3\n", "expected a column called Child_Adult")]
    [InlineData("participant_id\tChild_Adult\nsub-1\tteenager\n", "expected adult or child")]
    [InlineData("participant_id\tChild_Adult\nsub-1\n", "expected 2 cells")]
    public void Read_OddTable_IsASentence(string text, string words)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("participants.tsv", text);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Participants.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
