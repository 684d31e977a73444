namespace Gyrus.Pipelines;

/// <summary>An edge of the group's connectome: a pair of regions whose precisions are not zero.</summary>
/// <param name="First">The index of the first region, from 0.</param>
/// <param name="Second">The index of the second region, greater than the first.</param>
/// <param name="Mean">The mean over subjects of the partial correlation.</param>
/// <param name="Deviation">Its standard deviation over subjects (ddof 1), or NaN for one subject.</param>
/// <param name="SameSign">The share of subjects whose partial correlation has the sign of the mean, in [0, 1].</param>
public readonly record struct ConnectomeEdge(int First, int Second, double Mean, double Deviation, double SameSign);
