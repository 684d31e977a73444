using Gyrus.Inference;

namespace Gyrus.Cli.Commands;

/// <summary>The subjects of a comparison.</summary>
/// <param name="Kept">Which of the subjects given are compared.</param>
/// <param name="Groups">Their groups and covariates, in that order.</param>
/// <param name="Warnings">What was left out.</param>
internal sealed record ComparedSubjects(IReadOnlyList<int> Kept, TwoGroups Groups, IReadOnlyList<string> Warnings);
