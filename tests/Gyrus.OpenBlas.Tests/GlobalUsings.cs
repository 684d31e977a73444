global using Gyrus.Numerics;
global using Gyrus.Testing;
global using Xunit;
