using System.CommandLine;
using Gyrus.Inference;
using Gyrus.IO.Tables;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say which subjects are compared, and what is adjusted for.</summary>
internal static class GroupOptions
{
    private static readonly Option<string> ParticipantsOption = new("--participants")
    {
        HelpName = "table",
        Description = "The BIDS participants.tsv: a row per subject, named by its column participant_id.",
        Required = true,
    };

    private static readonly Option<string> GroupOption = new("--group")
    {
        HelpName = "column",
        Description = "The column of the table that names the group of each subject.",
        Required = true,
    };

    private static readonly Option<string[]> GroupsOption = new("--groups")
    {
        HelpName = "name",
        Description =
            "The two groups, where the column has more, or to say which is first: differences are first less second.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> CovariatesOption = new("--covariates")
    {
        HelpName = "columns",
        Description = "Columns to adjust for, such as age,sex,mean_fd. Words become categories.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> CategoricalOption = new("--categorical")
    {
        HelpName = "columns",
        Description = "Covariates whose numbers name categories, such as site.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        command.Add(ParticipantsOption);
        command.Add(GroupOption);
        command.Add(GroupsOption);
        command.Add(CovariatesOption);
        command.Add(CategoricalOption);
    }

    /// <summary>The path of the table.</summary>
    public static string PathOf(ParseResult call) => call.GetRequiredValue(ParticipantsOption);

    /// <summary>Reads which of some subjects are compared.</summary>
    public static ComparedSubjects Of(ParseResult call, IReadOnlyList<string> subjects)
    {
        string path = PathOf(call);
        ParticipantsTable table = ParticipantsTable.Read(path);
        string column = call.GetRequiredValue(GroupOption);
        IReadOnlyList<string> labels = table.Texts(column, subjects);
        string[] groups = Pair(call.GetValue(GroupsOption) ?? [], labels, $"{path}: ", column);
        int[] kept = [.. Enumerable.Range(0, subjects.Count).Where(k => groups.Contains(labels[k]))];
        string[] compared = [.. kept.Select(k => subjects[k])];
        string[] covariates = [.. Split(call.GetValue(CovariatesOption))];
        string[] categorical = [.. Split(call.GetValue(CategoricalOption))];
        string[] unknown = [.. categorical.Except(covariates)];
        if (unknown.Length > 0)
        {
            throw new ArgumentException($"--categorical names '{unknown[0]}', which is not among the --covariates.");
        }

        var two = new TwoGroups(groups[0], groups[1], [.. kept.Select(k => labels[k])])
        {
            Covariates =
            [
                .. covariates.Select(name =>
                    !categorical.Contains(name) && table.IsNumeric(name, compared)
                        ? Covariate.Numeric(name, table.Numbers(name, compared))
                        : Covariate.Categorical(name, table.Texts(name, compared))
                ),
            ],
        };
        return new ComparedSubjects(kept, two, [.. Warnings(table, subjects, kept, groups)]);
    }

    private static string[] Pair(string[] asked, IReadOnlyList<string> labels, string where, string column)
    {
        string[] found = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        string counts = string.Join(", ", found.Select(g => Invariant($"'{g}' ({labels.Count(label => label == g)})")));
        if (asked.Length == 0)
        {
            return found.Length == 2
                ? found
                : throw new ArgumentException(
                    $"{where}expected two groups in the column '{column}', but the subjects are of {(found.Length == 1 ? "one" : $"{found.Length}")}: {counts}."
                        + (found.Length > 2 ? " Choose two with --groups." : "")
                );
        }

        if (asked.Length != 2)
        {
            throw new ArgumentException(Invariant($"--groups needs two names, but got {asked.Length}."));
        }

        return Array.Find(asked, name => !found.Contains(name)) is { } missing
            ? throw new ArgumentException(
                $"{where}no subject is in the group '{missing}' of the column '{column}': {counts}."
            )
            : asked;
    }

    private static IEnumerable<string> Warnings(
        ParticipantsTable table,
        IReadOnlyList<string> subjects,
        int[] kept,
        string[] groups
    )
    {
        if (kept.Length < subjects.Count)
        {
            yield return Invariant(
                $"{subjects.Count - kept.Length} of {subjects.Count} subjects are in neither '{groups[0]}' nor '{groups[1]}' and are left out."
            );
        }

        int without = table.Participants.Count - subjects.Select(table.ParticipantOf).Distinct().Count();
        if (without > 0)
        {
            yield return Invariant(
                $"{without} of {table.Participants.Count} participants of the table have no data here and are left out."
            );
        }
    }

    private static IEnumerable<string> Split(string[]? lists) =>
        (lists ?? [])
            .SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct();
}
