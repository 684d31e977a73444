using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>Bases side by side, each with covariates of its own. Made by <c>a + b</c>.</summary>
public sealed record SumBasis : Basis
{
    /// <summary>Gets the terms, in the order of their columns.</summary>
    public required IReadOnlyList<Basis> Terms { get; init; }

    /// <inheritdoc/>
    public override int Functions => Terms.Sum(t => t.Functions);

    /// <inheritdoc/>
    public override int Inputs => Terms.Sum(t => t.Inputs);

    /// <inheritdoc/>
    public override int Window => Terms.Max(t => t.Window);

    internal override string DefaultLabel => new BasisNames().Name(this);

    internal override FittedBasis FitCore(IReadOnlyList<Matrix> inputs) =>
        new()
        {
            Basis = this,
            InputColumns = [.. inputs.Select(i => i.Columns)],
            Parts = [.. Shares(inputs).Select(s => s.Term.Fit(s.Inputs))],
        };

    internal override IReadOnlyList<Channel> Evaluate(
        FittedBasis fitted,
        IReadOnlyList<Matrix> inputs,
        IReadOnlyList<int>? trials
    ) => [.. Shares(inputs).SelectMany((s, k) => s.Term.Evaluate(fitted.Parts[k], s.Inputs, trials))];

    /// <summary>Each term with its share of the covariates.</summary>
    internal IEnumerable<(Basis Term, IReadOnlyList<Matrix> Inputs)> Shares(IReadOnlyList<Matrix> inputs)
    {
        int first = 0;
        foreach (Basis term in Terms)
        {
            yield return (term, [.. inputs.Skip(first).Take(term.Inputs)]);
            first += term.Inputs;
        }
    }
}
