namespace Gyrus.Pipelines;

/// <summary>What to do when the subjects do not have the same regions.</summary>
public enum RegionSets
{
    /// <summary>Refuse, naming what differs. The order may differ: columns are matched by name.</summary>
    Same,

    /// <summary>Keep the regions that every subject has, with a warning that names the others.</summary>
    Common,
}
