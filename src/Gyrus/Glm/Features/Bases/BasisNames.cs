using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Names of the parts of a basis: labels, numbered (_1, _2, …) from the second of a kind on.</summary>
internal sealed class BasisNames
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>The name of a basis; those of sums and products are made of the names of their parts.</summary>
    public string Name(Basis basis) =>
        basis switch
        {
            { Label: not null } => Numbered(basis.Label),
            SumBasis sum => "(" + string.Join(" + ", sum.Terms.Select(Name)) + ")",
            ProductBasis product => "(" + Name(product.Left) + " * " + Name(product.Right) + ")",
            _ => Numbered(basis.DefaultLabel),
        };

    private string Numbered(string label)
    {
        int before = _seen.GetValueOrDefault(label);
        _seen[label] = before + 1;
        return before == 0 ? label : Invariant($"{label}_{before}");
    }
}
