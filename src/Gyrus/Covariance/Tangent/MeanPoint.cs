using Gyrus.Numerics;

namespace Gyrus.Covariance.Tangent;

/// <summary>The objective ½ mean ‖log W_k‖² at a frame, with its gradient −mean log W_k, W_k = B C_k Bᵀ.</summary>
/// <param name="Frame">Where.</param>
/// <param name="Objective">Half the mean squared geodesic distance.</param>
/// <param name="Gradient">In the coordinates of the frame. Symmetric.</param>
/// <param name="Curvature">A bound of the largest eigenvalue of the Hessian; the smallest is at least 1.</param>
internal sealed record MeanPoint(MeanFrame Frame, double Objective, Matrix Gradient, double Curvature);
