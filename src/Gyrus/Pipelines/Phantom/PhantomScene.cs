namespace Gyrus.Pipelines.Phantom;

/// <summary>What all subjects share.</summary>
internal sealed record PhantomScene(
    BoldPhantom Options,
    PhantomBrain Brain,
    PhantomAtlas Atlas,
    NuisanceMaps Nuisances
);
