global using Gyrus.Testing;
global using Xunit;
