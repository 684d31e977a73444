namespace Gyrus.Glm;

/// <summary>How a fit is computed. All reach the same optimum.</summary>
public enum GlmSolver
{
    /// <summary>Proximal Newton in the space of coefficients, block by block (the default for sparse penalties).</summary>
    ProximalNewton,

    /// <summary>Newton with a Cholesky factorisation, for no penalty and ridge (the default there).</summary>
    NewtonCholesky,

    /// <summary>Accelerated proximal gradient (FISTA) with restarts.</summary>
    ProximalGradient,

    /// <summary>Limited-memory BFGS, for no penalty and ridge.</summary>
    Lbfgs,

    /// <summary>Proximal stochastic gradient with variance reduction (prox-SVRG), seeded; an iteration is an epoch of two passes. One neuron at a time.</summary>
    ProximalSvrg,
}
