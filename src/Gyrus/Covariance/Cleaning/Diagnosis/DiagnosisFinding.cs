namespace Gyrus.Covariance.Cleaning;

/// <summary>What a diagnosis may find, the gravest first.</summary>
internal enum DiagnosisFinding
{
    DeadRegions,
    DuplicateRegions,
    LacksDirections,
    FewSamples,
    Memory,
    SmallFolds,
    SingularFolds,
    NoisyInverse,
}
