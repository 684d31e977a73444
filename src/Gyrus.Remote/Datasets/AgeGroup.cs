namespace Gyrus.Remote.Datasets;

/// <summary>Whose recordings of the development_fmri data set are taken.</summary>
public enum AgeGroup
{
    /// <summary>Adults and children, in the proportion of the table.</summary>
    Both,

    /// <summary>Adults (18 to 39 years).</summary>
    Adult,

    /// <summary>Children (3 to 13 years).</summary>
    Child,
}
