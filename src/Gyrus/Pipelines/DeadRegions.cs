namespace Gyrus.Pipelines;

/// <summary>What to do with a region whose signal does not vary in some subject: it has no connections there.</summary>
public enum DeadRegions
{
    /// <summary>Refuse, naming the regions and subjects.</summary>
    Refuse,

    /// <summary>Leave the region out of every subject, with a warning that names it.</summary>
    Drop,
}
