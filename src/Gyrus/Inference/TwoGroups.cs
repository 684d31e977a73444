using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Inference;

/// <summary>Which of two groups each subject belongs to, and the covariates to adjust for.</summary>
public sealed record TwoGroups
{
    /// <summary>Assigns subjects to groups.</summary>
    /// <param name="first">The group whose mean counts positive in differences.</param>
    /// <param name="second">The group that is subtracted.</param>
    /// <param name="labels">The group of each subject, one of the two names.</param>
    /// <exception cref="ArgumentException">A label is neither name, or a group has fewer than two subjects.</exception>
    public TwoGroups(string first, string second, IReadOnlyList<string> labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(first);
        ArgumentException.ThrowIfNullOrEmpty(second);
        ArgumentNullException.ThrowIfNull(labels);
        if (first == second)
        {
            throw new ArgumentException($"Expected two groups, but both are called '{first}'.");
        }

        for (int k = 0; k < labels.Count; k++)
        {
            if (labels[k] != first && labels[k] != second)
            {
                throw new ArgumentException(
                    Invariant($"Expected the group '{first}' or '{second}', but subject {k} is in '{labels[k]}'.")
                );
            }
        }

        foreach (string name in (ReadOnlySpan<string>)[first, second])
        {
            int size = labels.Count(label => label == name);
            if (size < 2)
            {
                throw new ArgumentException(
                    Invariant(
                        $"A comparison needs at least 2 subjects in each group, but '{name}' has {size}: its variance cannot be estimated."
                    )
                );
            }
        }

        First = first;
        Second = second;
        IsFirst = [.. labels.Select(label => label == first)];
    }

    /// <summary>Gets the name of the group whose mean counts positive.</summary>
    public string First { get; }

    /// <summary>Gets the name of the group that is subtracted.</summary>
    public string Second { get; }

    /// <summary>Gets, for each subject, whether it belongs to the first group.</summary>
    public IReadOnlyList<bool> IsFirst { get; }

    /// <summary>Gets the covariates, one value per subject each. Default: none.</summary>
    public IReadOnlyList<Covariate> Covariates
    {
        get;
        init
        {
            foreach (Covariate covariate in value)
            {
                Require.SameSize(IsFirst.Count, covariate.Subjects, $"one value of '{covariate.Name}' per subject");
            }

            field = value;
        }
    } = [];

    /// <summary>The number of subjects of the first group, or of the second.</summary>
    public int Size(bool first) => IsFirst.Count(isFirst => isFirst == first);
}
