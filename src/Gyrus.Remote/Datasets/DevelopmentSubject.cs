namespace Gyrus.Remote.Datasets;

/// <summary>The files of one subject of development_fmri.</summary>
/// <param name="Subject">Such as <c>sub-pixar001</c>.</param>
/// <param name="Bold">The path of the image.</param>
/// <param name="Confounds">The path of the table of confounds.</param>
public sealed record DevelopmentSubject(string Subject, string Bold, string Confounds);
