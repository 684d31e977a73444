namespace Gyrus.Glm.Selection;

/// <summary>Which strength of a cross-validated path is taken.</summary>
public enum StrengthRule
{
    /// <summary>The largest strength whose mean score is within one standard error of the best mean: the sparser model that is as good for all the folds can tell.</summary>
    OneStandardError,

    /// <summary>The strength of the best mean score.</summary>
    Best,
}
