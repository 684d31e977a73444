using Gyrus.IO.Tables;
using static System.FormattableString;

namespace Gyrus.Remote.Datasets;

/// <summary>The participants of development_fmri: who is an adult and who a child, in the order of the table.</summary>
internal sealed record Participants(IReadOnlyList<string> Adults, IReadOnlyList<string> Children)
{
    /// <summary>Reads the table of participants.</summary>
    /// <exception cref="InvalidDataException">A column is missing, or a participant is neither adult nor child.</exception>
    public static Participants Read(string path)
    {
        TextTable table = TextTable.Read(path, comments: false);
        string[] header = [.. Enumerable.Range(0, table.Count(0)).Select(c => table.Text(0, c))];
        int id = Column(path, header, "participant_id");
        int group = Column(path, header, "Child_Adult");
        var (adults, children) = (new List<string>(), new List<string>());
        for (int row = 1; row < table.Rows; row++)
        {
            if (table.Count(row) != header.Length)
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{path}:{table.Line(row)}: expected {header.Length} cells, but found {table.Count(row)}."
                    )
                );
            }

            List<string> list = table.Text(row, group) switch
            {
                "adult" => adults,
                "child" => children,
                var other => throw new InvalidDataException(
                    $"{table.Where(row, group)}: expected adult or child, but found '{other}'."
                ),
            };
            list.Add(table.Text(row, id));
        }

        return new Participants(adults, children);
    }

    /// <summary>
    /// n participants, adults first: both groups in the table's proportion, each share rounded to the nearest (halves to even).
    /// Of one, an adult; of two, one each.
    /// </summary>
    /// <remarks>The rule is nilearn's, so that the same n means the same people.</remarks>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public IReadOnlyList<string> Choose(int count, AgeGroup ages)
    {
        int adults = ages == AgeGroup.Child ? 0 : Adults.Count;
        int children = ages == AgeGroup.Adult ? 0 : Children.Count;
        if (count < 1 || count > adults + children)
        {
            throw new ArgumentException(
                Invariant($"Subjects must be between 1 and {adults + children}, the number there is, but was {count}.")
            );
        }

        double share = (double)count / (adults + children);
        (int a, int c) = ((int)Math.Round(share * adults), (int)Math.Round(share * children));
        (a, c) =
            count == 1 && ages != AgeGroup.Child ? (1, 0)
            : count == 2 && ages == AgeGroup.Both ? (1, 1)
            : (a, c);
        return [.. Adults.Take(a), .. Children.Take(c)];
    }

    private static int Column(string path, string[] header, string name) =>
        Array.IndexOf(header, name) is var column and >= 0
            ? column
            : throw new InvalidDataException(
                $"{path}: expected a column called {name}, but the columns are {string.Join(", ", header.Take(20))}."
            );
}
